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
        if (kind == IouKind.Mask)
            return new MaskOverlap(dataset, results, results.HasBoxes ? null : AreasOfMasks(dataset, results, threads), hasCrowds);
        return results.HasBoxes
            ? new BoxOverlap(results.Boxes, null, dataset.Annotations, hasCrowds)
            : new BoxOverlap(BoxesOfMasks(dataset, results, threads), AreasOfMasks(dataset, results, threads), dataset.Annotations, hasCrowds);
    }

    private static double[] AreasOfMasks(DetectionDataset dataset, DetectionResults results, int threads)
    {
        var areas = Array.ConvertAll(results.MaskAreas, area => (double)area);
        if (areas.Any(area => area < 0))
            ForEachMask(dataset, results, threads, (i, masks) => areas[i] = areas[i] < 0 ? masks.Of(i)!.Area : areas[i]);
        return areas;
    }

    private static ImmutableArray<BoxXywh> BoxesOfMasks(DetectionDataset dataset, DetectionResults results, int threads)
    {
        var boxes = new BoxXywh[results.Count];
        ForEachMask(dataset, results, threads, (i, masks) =>
        {
            var (x, y, width, height) = masks.Of(i)!.Box;
            boxes[i] = new BoxXywh(x, y, width, height);
        });
        return ImmutableCollectionsMarshal.AsImmutableArray(boxes);
    }

    private static void ForEachMask(DetectionDataset dataset, DetectionResults results, int threads, Action<int, SegmentationMasks> measure)
    {
        var masks = new SegmentationMasks(results.Source, results.Segmentations, results.Images, dataset.Images);
        var next = -1;
        Workers.Run(threads, () =>
        {
            for (var i = Interlocked.Increment(ref next); i < results.Count; i = Interlocked.Increment(ref next))
                measure(i, masks);
        });
    }
}
