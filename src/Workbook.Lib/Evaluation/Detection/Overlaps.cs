using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>Chooses how overlap is measured.</summary>
internal static class Overlaps
{
    /// <summary>
    /// Detections with boxes have the areas of their boxes, also when masks are evaluated; others have the areas and the boxes of their masks.
    /// </summary>
    public static IOverlap Of(DetectionDataset dataset, DetectionResults results, IouKind kind, bool hasCrowds, int threads)
    {
        var boxes = results.Boxes;
        double[]? areas = null;
        if (!results.HasBoxes)
            boxes = MeasureMasks(dataset, results, areas = new double[results.Count], threads);
        return kind == IouKind.Box ? new BoxOverlap(boxes, areas, dataset.Annotations, hasCrowds) : new MaskOverlap(dataset, results, areas, hasCrowds);
    }

    private static ImmutableArray<BoxXywh> MeasureMasks(DetectionDataset dataset, DetectionResults results, double[] areas, int threads)
    {
        var masks = new SegmentationMasks(results.Source, results.Segmentations, results.Images, dataset.Images);
        var boxes = new BoxXywh[results.Count];
        var next = -1;
        Workers.Run(threads, () =>
        {
            for (var i = Interlocked.Increment(ref next); i < boxes.Length; i = Interlocked.Increment(ref next))
                if (masks.Of(i) is { } mask)
                {
                    areas[i] = mask.Area;
                    boxes[i] = new BoxXywh(mask.Box.X, mask.Box.Y, mask.Box.Width, mask.Box.Height);
                }
        });
        return ImmutableCollectionsMarshal.AsImmutableArray(boxes);
    }
}
