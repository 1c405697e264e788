using System.Collections.Immutable;

namespace Workbook.Data.Detection;

/// <summary>
/// The detections of a model in the results JSON of COCO and LVIS, <c>[{image_id, category_id, score, bbox and/or segmentation}, ...]</c>, by
/// index 0..Count-1 in the order of the file; one array a field.
/// </summary>
/// <remarks>
/// As in the reference implementations the first detection decides what all have. Boxes may reach outside the image, as regressed boxes do.
/// </remarks>
public sealed class DetectionResults
{
    internal DetectionResults(Segmentations segmentations, long[] maskAreas) => (Segmentations, MaskAreas) = (segmentations, maskAreas);

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of detections.</summary>
    public int Count => Images.Length;

    /// <summary>Image indices of the data set.</summary>
    public required ImmutableArray<int> Images { get; init; }

    /// <summary>Category indices of the data set.</summary>
    public required ImmutableArray<int> Categories { get; init; }

    /// <summary>Scores: finite, any range.</summary>
    public required ImmutableArray<double> Scores { get; init; }

    /// <summary>Boxes in pixels; empty where <see cref="HasBoxes"/> is false.</summary>
    public required ImmutableArray<BoxXywh> Boxes { get; init; }

    /// <summary>Whether the detections have boxes of their own (otherwise: those of the masks).</summary>
    public bool HasBoxes => Boxes.Length > 0;

    /// <summary>Whether the detections have segmentations.</summary>
    public bool HasSegmentations => Segmentations.Count > 0;

    /// <summary>What was wrong with the file, and left out.</summary>
    public required DataProblems Problems { get; init; }

    internal Segmentations Segmentations { get; }

    /// <summary>Pixels of each mask, in run lengths; -1 for polygons, whose mask is not made in reading. Empty where there are no segmentations.</summary>
    internal long[] MaskAreas { get; }

    /// <summary>Reads a file; it is streamed.</summary>
    /// <param name="path">A results file.</param>
    /// <param name="dataset">The ground truth that its ids refer to.</param>
    /// <param name="handling">What to do with faulty detections.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not such JSON: the message names file and byte. Or it has detections on images or of
    /// categories that the ground truth lacks: it belongs to another set. Or, when strict, a detection is faulty.</exception>
    public static DetectionResults Load(string path, DetectionDataset dataset, ProblemHandling handling = ProblemHandling.Drop)
    {
        using var file = File.OpenRead(path);
        return Load(file, path, dataset, handling);
    }

    /// <inheritdoc cref="Load(string, DetectionDataset, ProblemHandling)"/>
    /// <param name="stream">The text, UTF-8.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="dataset">The ground truth that its ids refer to.</param>
    /// <param name="handling">What to do with faulty detections.</param>
    public static DetectionResults Load(Stream stream, string source, DetectionDataset dataset, ProblemHandling handling = ProblemHandling.Drop) =>
        new ResultsReader(source, dataset).Read(stream, handling);
}
