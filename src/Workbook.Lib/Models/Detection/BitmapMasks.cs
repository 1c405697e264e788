using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>Masks as images; their grids are averages by <see cref="RoiAlign"/>, as in torchvision (0.14).</summary>
/// <param name="Bitmaps">[G, H, W], 0 or 1.</param>
public sealed record BitmapMasks(Tensor Bitmaps) : ITargetMasks
{
    /// <inheritdoc/>
    public Tensor Project(Tensor boxes, Tensor objects, int size)
    {
        using var scope = NewDisposeScope();
        var maps = Bitmaps.to(ScalarType.Float32).unsqueeze(1);
        return RoiAlign.Apply(maps, boxes, objects, size, scale: 1, samplingRatio: 0, isAligned: false).squeeze(1).MoveToOuterDisposeScope();
    }
}
