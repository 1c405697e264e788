using System.Text;
using Workbook.Data.Detection;
using Workbook.Losses;

namespace Workbook.Data.OpenImages;

/// <summary>
/// The ground truth of the Open Images challenge 2019: boxes and image-level labels. Compact, and once it is read free to be read by several
/// threads. Boxes and labels are of the most specific classes until <see cref="Expand"/>.
/// </summary>
public sealed class OpenImagesDataset
{
    internal OpenImagesDataset(ImageIndex images) => Images = images;

    /// <summary>The file of the boxes.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the file of the boxes, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the file of the labels, in lower-case hexadecimal; empty where there is none.</summary>
    public required string LabelsSha256 { get; init; }

    /// <summary>The classes that the indices refer to.</summary>
    public required OpenImagesClasses Classes { get; init; }

    /// <summary>The boxes.</summary>
    public required OpenImagesBoxes Boxes { get; init; }

    /// <summary>The image-level labels; empty where there is no file of them.</summary>
    public required OpenImagesLabels Labels { get; init; }

    /// <summary>What was wrong, and left out: of the boxes, then of the labels, where there is a file of them.</summary>
    public required IReadOnlyList<DataProblems> Problems { get; init; }

    /// <summary>Images with a box or a label, in the order in which they are met.</summary>
    public int ImageCount => Images.Count;

    internal ImageIndex Images { get; }

    /// <summary>The id of an image, for example 3336df3244c3653d.</summary>
    public string ImageId(int image) => Images[image];

    /// <summary>The dense index of an image id, or -1.</summary>
    public int IndexOfImage(string id) => Images.Of(Encoding.UTF8.GetBytes(id));

    /// <summary>Reads boxes and labels. They are streamed: memory goes to what is kept, not to the text.</summary>
    /// <param name="boxes">
    /// A CSV whose first line names the columns ImageID, LabelName, XMin, XMax, YMin, YMax and IsGroupOf, in any order among any others:
    /// <c>challenge-2019-*-detection-bbox.csv</c>, or <c>*-annotations-bbox.csv</c> of the whole of Open Images.
    /// </param>
    /// <param name="labels">Likewise, ImageID, LabelName and Confidence (1 or 0): <c>challenge-2019-*-detection-human-imagelabels.csv</c>; or null.</param>
    /// <param name="classes">The classes; lines of others are left out and counted.</param>
    /// <param name="handling">What to do with faulty lines.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is not such a CSV: the message names file and line. Or, when strict, a line is faulty: the
    /// message lists what, where and how often.</exception>
    public static OpenImagesDataset Load(string boxes, string? labels, OpenImagesClasses classes, ProblemHandling handling = ProblemHandling.Drop)
    {
        using var boxFile = File.OpenRead(boxes);
        using var labelFile = labels is null ? null : File.OpenRead(labels);
        return Load(boxFile, boxes, labelFile, labels ?? "", classes, handling);
    }

    /// <inheritdoc cref="Load(string, string, OpenImagesClasses, ProblemHandling)"/>
    /// <param name="boxes">The boxes, UTF-8.</param>
    /// <param name="boxesSource">What to call them in messages.</param>
    /// <param name="labels">The labels, or null.</param>
    /// <param name="labelsSource">What to call them in messages.</param>
    /// <param name="classes">The classes; lines of others are left out and counted.</param>
    /// <param name="handling">What to do with faulty lines.</param>
    public static OpenImagesDataset Load(
        Stream boxes, string boxesSource, Stream? labels, string labelsSource, OpenImagesClasses classes, ProblemHandling handling = ProblemHandling.Drop)
    {
        var reader = new GroundTruthReader(classes, handling);
        var sha256 = reader.ReadBoxes(boxes, boxesSource);
        var labelsSha256 = labels is null ? "" : reader.ReadLabels(labels, labelsSource);
        return new OpenImagesDataset(reader.Images)
        {
            Source = boxesSource,
            Sha256 = sha256,
            LabelsSha256 = labelsSha256,
            Classes = classes,
            Boxes = reader.Boxes,
            Labels = reader.Labels,
            Problems = reader.Problems,
        };
    }

    /// <summary>
    /// The ground truth of the challenge: each box and positive label also for all classes above its own, each negative label also for all
    /// classes below. Expanding what is expanded already would repeat boxes: see <see cref="IsExpanded"/>.
    /// </summary>
    /// <param name="hierarchy">Of the same classes.</param>
    /// <exception cref="ArgumentException">The hierarchy is of other classes.</exception>
    public OpenImagesDataset Expand(OpenImagesHierarchy hierarchy)
    {
        Expansion.RequireSameClasses(hierarchy, Classes);
        return new OpenImagesDataset(Images)
        {
            Source = Source,
            Sha256 = Sha256,
            LabelsSha256 = LabelsSha256,
            Classes = Classes,
            Boxes = Expansion.Of(Boxes, hierarchy),
            Labels = Expansion.Of(Labels, hierarchy),
            Problems = Problems,
        };
    }

    /// <summary>
    /// Whether every box of a class that has others above it stands there for all of these, too, and there is such a box: what
    /// <see cref="Expand"/> and the reference's script write.
    /// </summary>
    /// <param name="hierarchy">Of the same classes.</param>
    /// <exception cref="ArgumentException">The hierarchy is of other classes.</exception>
    public bool IsExpanded(OpenImagesHierarchy hierarchy)
    {
        Expansion.RequireSameClasses(hierarchy, Classes);
        return Expansion.IsComplete(Boxes, hierarchy);
    }

    /// <summary>Images with a box of each class; index = class.</summary>
    public long[] CountImages() => CountImages(Boxes.ClassesOfImages(ImageCount));

    /// <summary>The classes' frequencies for the equalization loss: images with a box of the class over images with any box.</summary>
    /// <exception cref="InvalidOperationException">There is no box.</exception>
    public ClassFrequency ClassFrequency()
    {
        var byImage = Boxes.ClassesOfImages(ImageCount);
        var boxed = Enumerable.Range(0, ImageCount).Count(image => !byImage[image].IsEmpty);
        return boxed > 0
            ? new ClassFrequency(CountImages(byImage), boxed, Source, Sha256)
            : throw new InvalidOperationException($"{Source} has no boxes: class frequencies need a training file.");
    }

    private long[] CountImages(IndexSets byImage)
    {
        var counts = new long[Classes.Count];
        foreach (var @class in byImage.Values)
            counts[@class]++;
        return counts;
    }
}
