using Workbook.Losses;

namespace Workbook.Data.Detection;

/// <summary>
/// The ground truth of a detection or instance segmentation set in the JSON of COCO or LVIS (v0.5 and v1): compact, immutable, free to be
/// read by several threads.
/// </summary>
public sealed class DetectionDataset
{
    internal DetectionDataset()
    {
    }

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Images in the order of the file.</summary>
    public required DetectionImages Images { get; init; }

    /// <summary>Categories in ascending order of their ids.</summary>
    public required DetectionCategories Categories { get; init; }

    /// <summary>Annotations in the order of the file.</summary>
    public required DetectionAnnotations Annotations { get; init; }

    /// <summary>What was wrong with the file, and left out.</summary>
    public required DataProblems Problems { get; init; }

    /// <summary>Reads a file. It is streamed: memory goes to what is kept, not to the text.</summary>
    /// <param name="path">An <c>instances_*.json</c> or <c>lvis_*.json</c>.</param>
    /// <param name="handling">What to do with faulty records.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not such JSON: the message names file and byte. Or, when strict, a record is
    /// faulty: the message lists what, where and how often.</exception>
    public static DetectionDataset Load(string path, ProblemHandling handling = ProblemHandling.Drop)
    {
        using var file = File.OpenRead(path);
        return Load(file, path, handling);
    }

    /// <inheritdoc cref="Load(string, ProblemHandling)"/>
    /// <param name="stream">The text, UTF-8.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="handling">What to do with faulty records.</param>
    public static DetectionDataset Load(Stream stream, string source, ProblemHandling handling = ProblemHandling.Drop) =>
        DatasetReader.Read(stream, source, handling);

    /// <summary>
    /// Reads the images and categories of a file, and annotations where it has them: those of a test set (<c>lvis_*_image_info_test.json</c>) are kept from
    /// the public.
    /// </summary>
    /// <inheritdoc cref="Load(string, ProblemHandling)"/>
    public static DetectionDataset LoadImages(string path, ProblemHandling handling = ProblemHandling.Drop)
    {
        using var file = File.OpenRead(path);
        return DatasetReader.Read(file, path, handling, needsAnnotations: false);
    }

    /// <summary>Images that contain each category, counted from the annotations; index = category.</summary>
    public long[] CountImages()
    {
        var counts = new long[Categories.Count];
        for (var image = 0; image < Images.Count; image++)
            foreach (var category in Images.PositiveCategories(image))
                counts[category]++;
        return counts;
    }

    /// <summary>
    /// The categories' frequencies for the equalization loss: images that contain the category over images with at least one annotation
    /// (LVIS v0.5: 56,740), as in the authors' code.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no annotation.</exception>
    public ClassFrequency ClassFrequency()
    {
        var annotated = 0;
        for (var image = 0; image < Images.Count; image++)
            annotated += Images.PositiveCategories(image).IsEmpty ? 0 : 1;
        return annotated > 0
            ? new ClassFrequency(CountImages(), annotated, Source, Sha256)
            : throw new InvalidOperationException($"{Source} has no annotations: class frequencies need a training file.");
    }
}
