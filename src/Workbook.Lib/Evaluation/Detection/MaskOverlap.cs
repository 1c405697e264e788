using Workbook.Data.Detection;
using Workbook.Ops.Masks;

namespace Workbook.Evaluation.Detection;

/// <summary>Overlap of masks. A detection's mask is made when it is asked about, an annotation's once.</summary>
internal sealed class MaskOverlap(DetectionDataset dataset, DetectionResults results, double[]? areas, bool hasCrowds) : IOverlap
{
    private readonly SegmentationMasks _detections = new(results.Source, results.Segmentations, results.Images, dataset.Images);
    private readonly SegmentationMasks _annotations = new(dataset.Source, dataset.Annotations.Segmentations, dataset.Annotations.Images, dataset.Images);
    private readonly RunLengthMask?[] _kept = new RunLengthMask?[dataset.Annotations.Count];

    public double AreaOf(int detection) => areas is null ? results.Boxes.ItemRef(detection).Area : areas[detection];

    public void Measure(int detection, ReadOnlySpan<int> annotations, Span<double> overlaps)
    {
        var mask = _detections.Of(detection) ?? Rectangle(detection);
        for (var i = 0; i < annotations.Length; i++)
        {
            var annotation = annotations[i];
            overlaps[i] = RunLengthMask.IoU(mask, _kept[annotation] ??= Truth(annotation), hasCrowds && dataset.Annotations.IsCrowd[annotation]);
        }
    }

    private RunLengthMask Rectangle(int detection)
    {
        if (!results.HasBoxes)
            throw new InvalidDataException($"{results.Source}: detection {detection + 1} has neither a box nor a segmentation; expected at least one.");
        var box = results.Boxes[detection];
        var image = results.Images[detection];
        try
        {
            return RunLengthMask.FromBox((box.X, box.Y, box.Width, box.Height), dataset.Images.Heights[image], dataset.Images.Widths[image]);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{results.Source}: the box of detection {detection + 1} of those that were kept cannot be drawn as a mask. {error.Message}", error);
        }
    }

    private RunLengthMask Truth(int annotation) => _annotations.Of(annotation) ?? throw new InvalidDataException(
        $"{dataset.Source}: annotation {dataset.Annotations.Ids[annotation]} has no segmentation, which the evaluation of masks needs; evaluate boxes instead.");
}
