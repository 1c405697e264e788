using Workbook.Data.Detection;
using Workbook.Ops.Masks;

namespace Workbook.Evaluation.Detection;

/// <summary>
/// Overlap of masks. A detection's mask is made where what is known of it leaves it a chance, an annotation's once.
/// </summary>
internal sealed class MaskOverlap(DetectionDataset dataset, DetectionResults results, double[]? areas, bool hasCrowds) : IOverlap
{
    private readonly SegmentationMasks _detections = new(results.Source, results.Segmentations, results.Images, dataset.Images);
    private readonly SegmentationMasks _annotations = new(dataset.Source, dataset.Annotations.Segmentations, dataset.Annotations.Images, dataset.Images);
    private readonly RunLengthMask?[] _kept = new RunLengthMask?[dataset.Annotations.Count];

    public double AreaOf(int detection) => areas is null ? results.Boxes.ItemRef(detection).Area : areas[detection];

    public void Measure(int detection, ReadOnlySpan<int> annotations, Span<double> overlaps)
    {
        RunLengthMask? mask = null;
        var (around, least) = BoundsOf(detection);
        for (var i = 0; i < annotations.Length; i++)
        {
            var annotation = annotations[i];
            var truth = _kept[annotation] ??= Truth(annotation);
            var isCrowd = hasCrowds && dataset.Annotations.IsCrowd[annotation];
            overlaps[i] = around.MayOverlapByHalf(least, truth.Bounds, isCrowd)
                ? RunLengthMask.IoU(mask ??= _detections.Of(detection) ?? Rectangle(detection), truth, isCrowd)
                : 0;
        }
    }

    // What is known of a mask before it is made: of run lengths the area, of a box nearly everything, of polygons nothing.
    private (RunBounds Around, long LeastArea) BoundsOf(int detection)
    {
        var (height, width) = SizeOf(detection);
        if (!results.HasSegmentations)
            return RunBounds.OfBox(BoxOf(detection), (height, width));
        var area = results.MaskAreas[detection];
        return (new RunBounds(area < 0 ? (long)height * width : area, 0, 0, (uint)width, (uint)height), Math.Max(0, area));
    }

    private (double X, double Y, double Width, double Height) BoxOf(int detection)
    {
        ref readonly var box = ref results.Boxes.ItemRef(detection);
        return (box.X, box.Y, box.Width, box.Height);
    }

    private (int Height, int Width) SizeOf(int detection)
    {
        var image = results.Images[detection];
        return (dataset.Images.Heights[image], dataset.Images.Widths[image]);
    }

    private RunLengthMask Rectangle(int detection)
    {
        var (height, width) = SizeOf(detection);
        try
        {
            return RunLengthMask.FromBox(BoxOf(detection), height, width);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{results.Source}: the box of detection {detection + 1} of those that were kept cannot be drawn as a mask. {error.Message}", error);
        }
    }

    private RunLengthMask Truth(int annotation) => _annotations.Of(annotation) ?? throw new InvalidDataException(
        $"{dataset.Source}: annotation {dataset.Annotations.Ids[annotation]} has no segmentation, which the evaluation of masks needs; evaluate boxes instead.");
}
