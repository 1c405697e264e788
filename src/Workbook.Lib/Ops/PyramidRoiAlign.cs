using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// RoIAlign on a feature pyramid: a box takes its features from level <c>floor(4 + log2(sqrt(area) / 224))</c> (Lin et al. 2017, equation 1), within
/// the levels given. Agrees with torchvision.ops.MultiScaleRoIAlign (0.14).
/// </summary>
/// <param name="Size">Bins along each side, S: 7 for boxes, 14 for masks.</param>
/// <param name="SamplingRatio">See <see cref="RoiAlign.Apply"/>; 2 in torchvision's models, 0 in detectron2's.</param>
/// <param name="IsAligned">See <see cref="RoiAlign.Apply"/>.</param>
public sealed record PyramidRoiAlign(int Size, int SamplingRatio, bool IsAligned)
{
    private const double CanonicalSize = 224;
    private const int CanonicalLevel = 4;

    /// <summary>Features of boxes.</summary>
    /// <param name="levels">Maps [N, C, H, W], from the finest; each half as large as the one before. A single map serves all boxes.</param>
    /// <param name="finestStride">Image pixels to a pixel of the first map, a power of 2: 4 for P2.</param>
    /// <param name="boxes">[R, 4] in pixels of the image.</param>
    /// <param name="images">Int64 [R].</param>
    /// <returns>[R, C, S, S], in the order of the boxes.</returns>
    public Tensor Apply(IReadOnlyList<Tensor> levels, int finestStride, Tensor boxes, Tensor images)
    {
        using var scope = NewDisposeScope();
        if (levels.Count == 1)
            return RoiAlign.Apply(levels[0], boxes, images, Size, 1.0 / finestStride, SamplingRatio, IsAligned).MoveToOuterDisposeScope();
        var level = Level(boxes, levels.Count, finestStride);
        var (parts, order) = (new List<Tensor>(), new List<Tensor>());
        for (var i = 0; i < levels.Count; i++)
        {
            var here = level.eq(i).nonzero().squeeze(1);
            if (here.shape[0] == 0)
                continue;
            order.Add(here);
            parts.Add(RoiAlign.Apply(
                levels[i], boxes.index_select(0, here), images.index_select(0, here), Size, 1.0 / (finestStride << i), SamplingRatio, IsAligned));
        }
        if (parts.Count == 0)
            return RoiAlign.Apply(levels[0], boxes, images, Size, 1.0 / finestStride, SamplingRatio, IsAligned).MoveToOuterDisposeScope();
        if (parts.Count == 1)
            return parts[0].MoveToOuterDisposeScope();
        var joined = cat(parts, 0);
        parts.ForEach(part => part.Dispose());
        return joined.index_select(0, cat(order, 0).argsort()).MoveToOuterDisposeScope();
    }

    /// <summary>The index of each box's level, Int64 [R].</summary>
    internal static Tensor Level(Tensor boxes, int levels, int finestStride)
    {
        using var scope = NewDisposeScope();
        var finest = int.Log2(finestStride);
        var level = (Boxes.Area(boxes).sqrt() / CanonicalSize).log2() + CanonicalLevel + 1e-6;
        return (level.floor().clamp(finest, finest + levels - 1) - finest).to(ScalarType.Int64).MoveToOuterDisposeScope();
    }
}
