using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Loading;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Losses;

namespace Workbook.Training;

/// <summary>The data of a detection experiment.</summary>
/// <param name="Train">What is learned.</param>
/// <param name="Validation">What is evaluated.</param>
/// <param name="Frequency">Of the categories in the training images: images that contain one over all images.</param>
/// <param name="Source">Both together, for a run's identity.</param>
public sealed record DetectionSets(DetectionSplit Train, DetectionSplit Validation, ClassFrequency Frequency, DataSource Source)
{
    private const string TrainFile = "lvis_v0.5_train.json", ValidationFile = "lvis_v0.5_val.json";

    /// <summary>Opens the data of an experiment; a synthetic set is drawn where it is not there.</summary>
    /// <param name="data">What the experiment asks for.</param>
    /// <param name="dataFolder">Folder of the real data sets; null to look in the usual places (<see cref="DataFolders"/>). Synthetic sets are written into the first of those.</param>
    /// <exception cref="FileNotFoundException">A real set is not there.</exception>
    /// <exception cref="InvalidDataException">The files are there and not what they should be.</exception>
    public static DetectionSets Open(DetectionData data, string? dataFolder) => data switch
    {
        SyntheticLongTail { Format: SyntheticDetectionKind.Lvis } synthetic => Synthetic(synthetic, DataFolders.Candidates(asked: null)[0]),
        Lvis => OpenLvis(DataFolders.Candidates(dataFolder)),
        _ => throw new NotSupportedException($"No loader for {data.Slug}."),
    };

    private static DetectionSets Synthetic(SyntheticLongTail data, string root)
    {
        var name = FormattableString.Invariant($"{data.Format}-{data.Size}-{data.DrawingSeed}").ToLowerInvariant();
        var set = SyntheticDetection.Write(Path.Combine(root, "synthetic", name), data.Format, data.Size, (ulong)data.DrawingSeed);
        return Join(
            Split(set.Annotations(SyntheticSplit.Train), set.Images(SyntheticSplit.Train)),
            Split(set.Annotations(SyntheticSplit.Validation), set.Images(SyntheticSplit.Validation)), set.Source);
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
