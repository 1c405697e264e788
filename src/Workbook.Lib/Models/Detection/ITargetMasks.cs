using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>The masks of an image's objects, seen through boxes.</summary>
public interface ITargetMasks
{
    /// <summary>The mask of an object in each box as a grid of numbers in [0, 1], [R, size, size].</summary>
    /// <param name="boxes">Float [R, 4].</param>
    /// <param name="objects">Int64 [R]: which object.</param>
    /// <param name="size">Side of the grid.</param>
    Tensor Project(Tensor boxes, Tensor objects, int size);
}
