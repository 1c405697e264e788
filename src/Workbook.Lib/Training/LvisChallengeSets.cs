using System.Security.Cryptography;
using System.Text;
using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Loading;
using Workbook.Data.Synthetic;
using Workbook.Evaluation.Detection;
using Workbook.Experiments;
using Workbook.Losses;

namespace Workbook.Training;

/// <summary>The data of the LVIS challenge's trainings: LVIS with what <see cref="ChallengeTraining"/> adds, and the sets beside it.</summary>
public static class LvisChallengeSets
{
    private const double SameObject = 0.5;

    /// <summary>Opens the data of an experiment; a synthetic set is drawn where it is not there.</summary>
    /// <param name="experiment">What asks for it.</param>
    /// <param name="dataFolder">Folder of the real data sets; null to look in the usual places (<see cref="DataFolders"/>).</param>
    /// <param name="drawn">Where synthetic sets are.</param>
    /// <exception cref="FileNotFoundException">A real set is not there.</exception>
    /// <exception cref="InvalidDataException">The files are there and not what they should be.</exception>
    public static DetectionSets Open(DetectionExperiment experiment, string? dataFolder, string drawn)
    {
        var sets = OpenSource(experiment.Data, dataFolder, drawn);
        if (experiment.Challenge is { IgnoresCocoBoxes: true })
            sets = WithIgnored(sets, experiment.Data, dataFolder);
        if (experiment.Challenge is { AddsOpenImages: true })
            sets = WithOpenImages(sets, experiment.Data, dataFolder, drawn);
        return sets;
    }

    /// <summary>LVIS's test images, or those of the set that stands in for it, which have their objects with them.</summary>
    /// <inheritdoc cref="Open"/>
    /// <param name="data">LVIS, or what stands in for it.</param>
    /// <param name="dataFolder">Folder of the real data sets.</param>
    /// <param name="drawn">Where synthetic sets are.</param>
    public static (DetectionSplit Split, DataSource Source) OpenTest(DetectionData data, string? dataFolder, string drawn)
    {
        switch (data)
        {
            case SyntheticLongTail { Format: SyntheticDetectionKind.Lvis } synthetic:
                var set = SyntheticCompanion.Test(Path.Combine(drawn, "synthetic"), synthetic.Size, (ulong)synthetic.DrawingSeed);
                return (Split(set.Annotations(SyntheticSplit.Test), set.Images(SyntheticSplit.Test)), set.Source);
            case Lvis:
                const string File = "lvis_v0.5_image_info_test.json";
                var folder = RealSets.Find(dataFolder, "lvis", File, "LVIS v0.5 test images", "and the folder test2017 of COCO's images");
                var split = Split(Path.Combine(folder, File), Path.Combine(folder, "test2017"));
                return (split, new DataSource("LVIS v0.5 test", IsSynthetic: false, "Test images of COCO 2017, without their objects.", new Dictionary<string, string> { [File] = split.Dataset.Sha256 }));
            default:
                throw new NotSupportedException($"{data.Slug} has no test images.");
        }
    }

    private static DetectionSets OpenSource(DetectionData data, string? dataFolder, string drawn)
    {
        switch (data)
        {
            case Coco2017:
                return RealSets.OpenCoco(dataFolder);
            case OpenImagesShared:
                return RealSets.OpenImages(dataFolder);
            case SyntheticExternal external:
                var set = SyntheticCompanion.External(Path.Combine(drawn, "synthetic"), external.Source, external.Size, (ulong)external.DrawingSeed);
                return Sets(Of(SyntheticSplit.Train), Of(SyntheticSplit.Validation), set.Source);
                DetectionSplit Of(SyntheticSplit split) => Split(set.Annotations(split), set.Images(split));
            default:
                return DetectionSets.Open(data, dataFolder, drawn);
        }
    }

    private static DetectionSets WithIgnored(DetectionSets sets, DetectionData data, string? dataFolder)
    {
        var train = sets.Train.Dataset;
        var shown = data switch
        {
            SyntheticLongTail { Format: SyntheticDetectionKind.Lvis } synthetic => SyntheticShown.Unannotated(
                synthetic.Size, (ulong)synthetic.DrawingSeed, SyntheticSplit.Train,
                SyntheticCompanion.SharedWith(SyntheticSource.Coco, synthetic.Size).Select(category => category.Name).ToHashSet()),
            Lvis => RealSets.CocoBoxes(train, dataFolder),
            _ => throw new NotSupportedException($"COCO's boxes are known of LVIS's images, not of those of {data.Slug}."),
        };
        var ignored = Unannotated(train, shown);
        return sets with
        {
            Train = sets.Train with { Ignored = ignored },
            Source = With(sets.Source, "ignored regions", Hash(ignored)),
        };
    }

    /// <summary>
    /// The boxes that overlap no annotated object by an intersection over union of 0.5 or more: where LVIS has the same object, its proposals and the background around it
    /// are learned as ever.
    /// </summary>
    internal static IReadOnlyList<IReadOnlyList<BoxXywh>> Unannotated(DetectionDataset dataset, IReadOnlyList<IReadOnlyList<BoxXywh>> boxes)
    {
        var objects = Enumerable.Range(0, dataset.Annotations.Count).ToLookup(i => dataset.Annotations.Images[i], i => dataset.Annotations.Boxes[i]);
        return [.. boxes.Select((some, image) => (IReadOnlyList<BoxXywh>)[.. some.Where(box => objects[image].All(item => BoxOverlap.Of(box, item, isCrowd: false) < SameObject))])];
    }

    private static DetectionSets WithOpenImages(DetectionSets sets, DetectionData data, string? dataFolder, string drawn)
    {
        DetectionData added = data is SyntheticLongTail synthetic
            ? new SyntheticExternal(SyntheticSource.OpenImages, synthetic.Size) { DrawingSeed = synthetic.DrawingSeed }
            : new OpenImagesShared();
        var external = OpenSource(added, dataFolder, drawn);
        var train = Join(sets.Train, external.Train, ExternalCategories.Map(added, external.Train.Dataset.Categories, data, sets.Train.Dataset.Categories));
        return Sets(train, sets.Validation, With(sets.Source, $"{external.Source.Name}, joined", train.Dataset.Sha256));
    }

    /// <summary>
    /// Two training sets as one, with the categories of the first; of the second the images with an object of one of these. What an image lists as present or absent stays
    /// listed, so that categories of which Open Images has no verified label are as unknown there as those that LVIS has not looked for.
    /// </summary>
    internal static DetectionSplit Join(DetectionSplit first, DetectionSplit second, IReadOnlyList<int> map)
    {
        var categories = first.Dataset.Categories;
        var builder = new DatasetBuilder(categories);
        var count = builder.Add(first.Dataset, [.. Enumerable.Range(0, categories.Count)], _ => true).Length;
        var images = second.Dataset.Images;
        var taken = builder.Add(second.Dataset, map, image => images.PositiveCategories(image).ToArray().Any(category => map[category] >= 0));
        var dataset = builder.Build($"{first.Dataset.Source} with {second.Dataset.Source}", first.Dataset.Sha256, second.Dataset.Sha256);
        return new DetectionSplit(
            dataset, image => image < count ? first.Path(image) : second.Path(taken[image - count]),
            first.Ignored is { } ignored ? [.. ignored, .. Enumerable.Repeat<IReadOnlyList<BoxXywh>>([], taken.Length)] : null);
    }

    /// <summary>Both splits, with the frequencies of the categories over all training images.</summary>
    internal static DetectionSets Sets(DetectionSplit train, DetectionSplit validation, DataSource source) => new(
        train, validation, new ClassFrequency(train.Dataset.CountImages(), train.Dataset.Images.Count, train.Dataset.Source, train.Dataset.Sha256), source);

    internal static DetectionSplit Split(string annotations, string images)
    {
        var dataset = DetectionDataset.Load(annotations);
        return new(dataset, ImagePaths.In(dataset, images));
    }

    private static DataSource With(DataSource source, string name, string sha256) =>
        source with { Sha256 = source.Sha256.Append(KeyValuePair.Create(name, sha256)).ToDictionary() };

    private static string Hash(IReadOnlyList<IReadOnlyList<BoxXywh>> regions) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', regions.Select(boxes => string.Join("; ", boxes))))));
}
