using System.Collections.Immutable;
using Workbook.Data.Detection;
using Workbook.Ops.Masks;

namespace Workbook.Evaluation.Detection;

/// <summary>Makes masks of segmentations; nothing is kept.</summary>
/// <param name="source">The file, for messages.</param>
/// <param name="segmentations">As the file writes them.</param>
/// <param name="images">The image of each.</param>
/// <param name="sizes">The images, whose size polygons are filled in.</param>
internal sealed class SegmentationMasks(string source, Segmentations segmentations, ImmutableArray<int> images, DetectionImages sizes)
{
    /// <summary>The mask, or null where the record has no segmentation.</summary>
    /// <exception cref="InvalidDataException">It cannot be drawn, for example a polygon with a coordinate of 1e9.</exception>
    public RunLengthMask? Of(int index)
    {
        if (segmentations.Count == 0 || !segmentations.Has(index))
            return null;
        try
        {
            return Draw(index);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{source}: the segmentation of record {index + 1} of those that were kept cannot be drawn. {error.Message}", error);
        }
    }

    private RunLengthMask Draw(int index)
    {
        var head = segmentations.HeadAt(segmentations.Places[index]);
        return head.Kind switch
        {
            SegmentationKind.RunLengths => RunLengthMask.FromCounts(segmentations.RunLengths(index), head.Height, head.Width),
            SegmentationKind.RunLengthText => RunLengthMask.Parse(segmentations.RunLengthText(index), head.Height, head.Width),
            _ => RunLengthMask.FromPolygons(segmentations.Polygons(index), sizes.Heights[images[index]], sizes.Widths[images[index]]),
        };
    }
}
