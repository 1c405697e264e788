using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>
/// Which object each box stands for: the one it overlaps most, if by enough. Agrees with torchvision's Matcher (0.14).
/// </summary>
/// <param name="Low">Below this intersection over union a box is background.</param>
/// <param name="High">From this one on it is an object; in between it is neither.</param>
/// <param name="AllowsLowQuality">Whether the boxes that overlap an object most, ties included, stand for the object that they overlap most, however little.</param>
public sealed record BoxMatching(double Low, double High, bool AllowsLowQuality)
{
    /// <summary>In the result: background.</summary>
    public const long Background = -1;

    /// <summary>In the result: neither.</summary>
    public const long Between = -2;

    /// <summary>Index of each box's object, or <see cref="Background"/> or <see cref="Between"/>: Int64 [N].</summary>
    /// <param name="objects">[G, 4]; without any, every box is background.</param>
    /// <param name="boxes">[N, 4].</param>
    public Tensor Match(Tensor objects, Tensor boxes)
    {
        using var scope = NewDisposeScope();
        if (objects.shape[0] == 0 || boxes.shape[0] == 0)
            return full(boxes.shape[0], Background, dtype: ScalarType.Int64, device: boxes.device).MoveToOuterDisposeScope();
        var iou = Boxes.Iou(objects, boxes);
        var (most, best) = iou.max(0);
        var matches = best.masked_fill(most.lt(High), Between).masked_fill(most.lt(Low), Background);
        if (AllowsLowQuality)
        {
            var mostOfObject = iou.amax([1], keepdim: true);
            matches = where(iou.eq(mostOfObject).any(0), best, matches);
        }
        return matches.MoveToOuterDisposeScope();
    }
}
