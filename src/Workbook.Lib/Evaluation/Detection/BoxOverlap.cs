using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>Overlap of boxes, with the arithmetic of pycocotools.</summary>
/// <param name="boxes">Of the detections.</param>
/// <param name="areas">Of the detections; null where they are those of the boxes.</param>
/// <param name="annotations">Of the data set.</param>
/// <param name="hasCrowds">Whether there may be crowds.</param>
internal sealed class BoxOverlap(ImmutableArray<BoxXywh> boxes, double[]? areas, DetectionAnnotations annotations, bool hasCrowds) : IOverlap
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double AreaOf(int detection) => areas is null ? boxes.ItemRef(detection).Area : areas[detection];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Measure(int detection, ReadOnlySpan<int> ofImage, Span<double> overlaps)
    {
        ref readonly var box = ref boxes.ItemRef(detection);
        var truths = annotations.Boxes;
        for (var i = 0; i < ofImage.Length; i++)
            overlaps[i] = Of(box, truths.ItemRef(ofImage[i]), hasCrowds && annotations.IsCrowd[ofImage[i]]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of(in BoxXywh box, in BoxXywh truth, bool isCrowd)
    {
        var width = Math.Min(box.X + box.Width, truth.X + truth.Width) - Math.Max(box.X, truth.X);
        if (width <= 0)
            return 0;
        var height = Math.Min(box.Y + box.Height, truth.Y + truth.Height) - Math.Max(box.Y, truth.Y);
        if (height <= 0)
            return 0;
        var shared = width * height;
        return shared / (isCrowd ? box.Area : box.Area + truth.Area - shared);
    }
}
