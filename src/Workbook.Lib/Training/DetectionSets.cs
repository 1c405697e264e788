using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Loading;
using Workbook.Data.OpenImages;
using Workbook.Data.Synthetic;
using Workbook.Evaluation.OpenImages;
using Workbook.Experiments;
using Workbook.Losses;

namespace Workbook.Training;

/// <summary>The data of a detection experiment.</summary>
/// <param name="Train">What is learned.</param>
/// <param name="Validation">What is evaluated.</param>
/// <param name="Frequency">Of the categories in the training images: images that contain one over all images.</param>
/// <param name="Source">Both together, for a run's identity.</param>
/// <param name="OpenImages">What Open Images evaluates against; null for LVIS.</param>
public sealed record DetectionSets(
    DetectionSplit Train, DetectionSplit Validation, ClassFrequency Frequency, DataSource Source, OpenImagesTruth? OpenImages = null)
{
    private const string TrainFile = "lvis_v0.5_train.json", ValidationFile = "lvis_v0.5_val.json";

    /// <summary>Opens the data of an experiment; a synthetic set is drawn where it is not there.</summary>
    /// <param name="data">What the experiment asks for.</param>
    /// <param name="dataFolder">Folder of the real data sets; null to look in the usual places (<see cref="DataFolders"/>).</param>
    /// <param name="drawn">Where synthetic sets are.</param>
    /// <exception cref="FileNotFoundException">A real set is not there.</exception>
    /// <exception cref="InvalidDataException">The files are there and not what they should be.</exception>
    public static DetectionSets Open(DetectionData data, string? dataFolder, string drawn) => data switch
    {
        SyntheticLongTail synthetic => Synthetic(synthetic, drawn),
        Lvis => OpenLvis(DataFolders.Candidates(dataFolder)),
        OpenImages2019 => OpenOpenImages(DataFolders.Candidates(dataFolder)),
        _ => throw new NotSupportedException($"No loader for {data.Slug}."),
    };

    private static DetectionSets Synthetic(SyntheticLongTail data, string root)
    {
        var name = FormattableString.Invariant($"{data.Format}-{data.Size}-{data.DrawingSeed}").ToLowerInvariant();
        var set = SyntheticDetection.Write(Path.Combine(root, "synthetic", name), data.Format, data.Size, (ulong)data.DrawingSeed);
        return data.Format == SyntheticDetectionKind.Lvis
            ? Join(
                Split(set.Annotations(SyntheticSplit.Train), set.Images(SyntheticSplit.Train)),
                Split(set.Annotations(SyntheticSplit.Validation), set.Images(SyntheticSplit.Validation)), set.Source)
            : JoinOpenImages(
                set.Descriptions, set.Hierarchy, (set.Annotations(SyntheticSplit.Train), set.Labels(SyntheticSplit.Train), set.Images(SyntheticSplit.Train)),
                (set.Annotations(SyntheticSplit.Validation), set.Labels(SyntheticSplit.Validation), set.Images(SyntheticSplit.Validation)), ".png", set.Source);
    }

    private static DetectionSets OpenOpenImages(IReadOnlyList<string> folders)
    {
        const string Classes = "challenge-2019-classes-description-500.csv";
        var folder = folders.SelectMany(root => new[] { Path.Combine(root, "openimages"), root }).FirstOrDefault(root => File.Exists(Path.Combine(root, Classes)))
            ?? throw new FileNotFoundException(
                $"No Open Images challenge 2019 in {string.Join(" or ", folders)}: expected {Classes} and the files beside it, there or in openimages/. "
                + "\"workbook data get openimages\" fetches them.");
        string In(string name) => Path.Combine(folder, name);
        var (train, validation) = (
            (In("challenge-2019-train-detection-bbox.csv"), In("challenge-2019-train-detection-human-imagelabels.csv"), In("train")),
            (In("challenge-2019-validation-detection-bbox.csv"), In("challenge-2019-validation-detection-human-imagelabels.csv"), In("validation")));
        return JoinOpenImages(
            In(Classes), In("challenge-2019-label500-hierarchy.json"), train, validation, ".jpg",
            new DataSource("Open Images challenge 2019", IsSynthetic: false, "The detection track: 500 classes, 1.7 million training images.", new Dictionary<string, string>()));
    }

    private static DetectionSets JoinOpenImages(
        string descriptions, string hierarchy, (string Boxes, string Labels, string Images) train, (string Boxes, string Labels, string Images) validation, string extension,
        DataSource source)
    {
        var classes = Data.OpenImages.OpenImagesClasses.Load(descriptions);
        var levels = OpenImagesHierarchy.Load(hierarchy, classes);
        var (learned, evaluated) = (Load(train), Load(validation));
        var frequency = learned.Annotated.ClassFrequency();
        // A synthetic set's own source has the hashes of its files.
        var hashes = source.IsSynthetic ? source.Sha256 : new Dictionary<string, string>
        {
            [Path.GetFileName(descriptions)] = classes.Sha256,
            [Path.GetFileName(hierarchy)] = levels.Sha256,
            [Path.GetFileName(train.Boxes)] = learned.Annotated.Sha256,
            [Path.GetFileName(validation.Boxes)] = evaluated.Annotated.Sha256,
            [Path.GetFileName(validation.Labels)] = evaluated.Annotated.LabelsSha256,
        };
        return new(
            learned.Split, evaluated.Split, frequency, source with { Sha256 = hashes },
            new OpenImagesTruth(evaluated.Annotated, levels, new ImageNumberGroups(frequency.ImageCounts)));

        (OpenImagesDataset Annotated, DetectionSplit Split) Load((string Boxes, string Labels, string Images) files)
        {
            var annotated = OpenImagesDataset.Load(files.Boxes, files.Labels, classes);
            string Image(int index) => Path.Combine(files.Images, annotated.ImageId(index) + extension);
            return (annotated, new(OpenImagesConversion.Convert(annotated, Image), Image));
        }
    }

    private static DetectionSets OpenLvis(IReadOnlyList<string> folders)
    {
        var folder = folders.SelectMany(root => new[] { Path.Combine(root, "lvis"), root }).FirstOrDefault(root => File.Exists(Path.Combine(root, TrainFile)))
            ?? throw new FileNotFoundException(
                $"No LVIS v0.5 in {string.Join(" or ", folders)}: expected {TrainFile}, {ValidationFile} and the folders train2017 and val2017 of COCO's images, there or in lvis/. "
                + "\"workbook data get lvis\" fetches them.");
        var (train, validation) = (
            Split(Path.Combine(folder, TrainFile), Path.Combine(folder, "train2017")), Split(Path.Combine(folder, ValidationFile), Path.Combine(folder, "val2017")));
        var hashes = new Dictionary<string, string> { [TrainFile] = train.Dataset.Sha256, [ValidationFile] = validation.Dataset.Sha256 };
        return Join(train, validation, new DataSource("LVIS v0.5", IsSynthetic: false, "57,263 training and 5,000 validation images of COCO 2017, 1,230 categories.", hashes));
    }

    // As the paper has it, all images divide: see ClassFrequency.
    private static DetectionSets Join(DetectionSplit train, DetectionSplit validation, DataSource source) => new(
        train, validation, new ClassFrequency(train.Dataset.CountImages(), train.Dataset.Images.Count, train.Dataset.Source, train.Dataset.Sha256), source);

    private static DetectionSplit Split(string annotations, string images)
    {
        var dataset = DetectionDataset.Load(annotations);
        return new(dataset, ImagePaths.In(dataset, images));
    }
}
