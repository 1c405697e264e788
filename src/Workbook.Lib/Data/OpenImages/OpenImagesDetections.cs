using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>The detections of a model by index 0..Count-1, in the order of the file.</summary>
public sealed class OpenImagesDetections
{
    private readonly Column<int> _images = new();
    private readonly Column<ushort> _classes = new();
    private readonly Column<double> _scores = new();
    private readonly Column<BoxXyxy> _boxes = new();

    internal OpenImagesDetections(OpenImagesDataset dataset) => Dataset = dataset;

    /// <summary>The file.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    public string Sha256 { get; internal set; } = "";

    /// <summary>The ground truth that the indices refer to.</summary>
    public OpenImagesDataset Dataset { get; }

    /// <summary>What was wrong with the file, and left out.</summary>
    public required DataProblems Problems { get; init; }

    /// <summary>Number of detections.</summary>
    public int Count => _images.Count;

    /// <summary>The box of a detection; it may reach outside the image, as regressed boxes do.</summary>
    public BoxXyxy this[int index] => _boxes[index];

    /// <summary>The dense index of a detection's image.</summary>
    public int ImageOf(int index) => _images[index];

    /// <summary>The dense index of a detection's class.</summary>
    public int ClassOf(int index) => _classes[index];

    /// <summary>A detection's score: finite, any range.</summary>
    public double ScoreOf(int index) => _scores[index];

    /// <summary>Reads a file; it is streamed.</summary>
    /// <param name="path">
    /// A CSV whose first line names the columns ImageID, LabelName, Score, XMin, XMax, YMin and YMax, in any order among any others, as the
    /// reference's evaluator reads it; or ImageId and PredictionString (<c>label score xmin ymin xmax ymax ...</c>), as the challenge's server
    /// did.
    /// </param>
    /// <param name="dataset">The ground truth; detections on images that it has nothing of are left out and counted.</param>
    /// <param name="handling">What to do with faulty detections.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not such a CSV: the message names file and line. Or it has detections, but none on an
    /// image and of a class of the ground truth. Or, when strict, a detection is faulty.</exception>
    public static OpenImagesDetections Load(string path, OpenImagesDataset dataset, ProblemHandling handling = ProblemHandling.Drop)
    {
        using var file = File.OpenRead(path);
        return Load(file, path, dataset, handling);
    }

    /// <inheritdoc cref="Load(string, OpenImagesDataset, ProblemHandling)"/>
    /// <param name="stream">The text, UTF-8.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="dataset">The ground truth.</param>
    /// <param name="handling">What to do with faulty detections.</param>
    public static OpenImagesDetections Load(
        Stream stream, string source, OpenImagesDataset dataset, ProblemHandling handling = ProblemHandling.Drop) =>
        new DetectionsReader(source, dataset).Read(stream, handling);

    /// <summary>
    /// Each detection also for all classes above its own, with the same score: the challenge expects detections of all levels, and its
    /// evaluator adds none.
    /// </summary>
    /// <param name="hierarchy">Of the same classes.</param>
    /// <exception cref="ArgumentException">The hierarchy is of other classes.</exception>
    public OpenImagesDetections Expand(OpenImagesHierarchy hierarchy)
    {
        Expansion.RequireSameClasses(hierarchy, Dataset.Classes);
        var expanded = new OpenImagesDetections(Dataset) { Source = Source, Sha256 = Sha256, Problems = Problems };
        for (var i = 0; i < Count; i++)
        {
            expanded.Add(_images[i], _classes[i], _scores[i], _boxes[i]);
            foreach (var ancestor in hierarchy.Ancestors(_classes[i]))
                expanded.Add(_images[i], ancestor, _scores[i], _boxes[i]);
        }
        return expanded;
    }

    internal void Add(int image, int @class, double score, in BoxXyxy box)
    {
        _images.Add(image);
        _classes.Add((ushort)@class);
        _scores.Add(score);
        _boxes.Add(box);
    }
}
