using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Data.Synthetic;
using Workbook.Experiments;

namespace Workbook.Training;

/// <summary>The images of a classification experiment, as its network takes them.</summary>
/// <param name="Train">Long-tailed training images, augmented.</param>
/// <param name="Test">Balanced test images.</param>
/// <param name="Source">Both together, for a run's identity.</param>
public sealed record ClassificationSets(ILabelledImages Train, ILabelledImages Test, DataSource Source)
{
    private const int TestImagesPerClass = 100;
    private const int LargestClass = 500;

    /// <summary>Training images of each class by which it counts as many-, medium- or few-shot; null for those of <see cref="Train"/>.</summary>
    public IReadOnlyList<int>? ShotImages { get; init; }

    /// <summary>Image files that are missing or damaged; null where no image is in a file of its own.</summary>
    public FaultyImages? Faults { get; init; }

    /// <summary>Images made at once: files are decoded on all processors, images in memory on one.</summary>
    internal int Threads => Faults is null ? 1 : Environment.ProcessorCount;

    /// <summary>Batches made before they are used; each of the paper's on ImageNet-LT takes 617 MB.</summary>
    internal int BatchesAhead => Faults is null ? 4 : 2;

    /// <summary>Opens the data of an experiment.</summary>
    /// <param name="experiment">What asks for them.</param>
    /// <param name="dataFolder">
    /// Folder that must hold the real data; null to look in the usual places (<see cref="DataFolders"/>), and to draw the synthetic stand-in for CIFAR-100 where
    /// they hold none.
    /// </param>
    /// <param name="faults">Told of image files that are missing or damaged; null to end with the first.</param>
    /// <exception cref="FileNotFoundException">There is no such data.</exception>
    /// <exception cref="InvalidDataException">The files are there and not what they should be.</exception>
    public static ClassificationSets Open(ClassificationExperiment experiment, string? dataFolder, FaultyImages? faults = null) => experiment.Data switch
    {
        Cifar100LongTail cifar => Open(cifar, (AugmentationRecipe)experiment.Augmentation, Locate(dataFolder)),
        ImageNetLt => Open((CropRecipe)experiment.Augmentation, ImageNetFolder.Open(DataFolders.Candidates(dataFolder), faults ??= new(areSkipped: false))) with { Faults = faults },
        SyntheticImageNetLt drawn => Open(
            (CropRecipe)experiment.Augmentation, SyntheticImageNet.Draw(ImageNetCurve.Scaled(drawn.Classes, drawn.LargestClass), drawn.TestPerClass)) with
        {
            ShotImages = ImageNetCurve.Original(drawn.Classes),
        },
        var other => throw new ArgumentException($"No loader for {other.GetType().Name}.", nameof(experiment)),
    };

    private static string? Locate(string? asked)
    {
        var path = DataFolders.Candidates(asked).Select(Cifar100.Find).FirstOrDefault(found => found is not null);
        return path is not null || asked is null
            ? path
            : throw new FileNotFoundException(
                $"{Path.GetFullPath(asked)} holds no CIFAR-100: expected cifar-100-binary/, cifar-100-binary.tar.gz, cifar-100-binary.tar.xz or train.bin. "
                + "Without a folder asked for, synthetic data stand in.");
    }

    private static ClassificationSets Open(Cifar100LongTail data, AugmentationRecipe recipe, string? path)
    {
        ImageSet train, test;
        ChannelStatistics statistics;
        if (path is not null)
        {
            (var all, test) = Cifar100.Load(path);
            train = LongTail.Subset(all, data.Imbalance, (ulong)data.SubsetSeed);
            statistics = ChannelStatistics.Cifar100;
        }
        else
        {
            (train, test) = SyntheticCifar.Make(LongTail.Counts(100, LargestClass, data.Imbalance), TestImagesPerClass, (ulong)data.SubsetSeed);
            statistics = ChannelStatistics.Of(train);
        }
        train = Limited(train, data.TrainPerClassLimit);
        test = Limited(test, data.TestPerClassLimit);
        return new ClassificationSets(
            new AugmentedImages(train, recipe, statistics), new AugmentedImages(test, AugmentationRecipe.None, statistics), Join(train.Source, test.Source));
    }

    private static ClassificationSets Open(CropRecipe recipe, (IPictures Train, IPictures Test) pictures) => new(
        new CroppedImages(pictures.Train, recipe, isTraining: true), new CroppedImages(pictures.Test, recipe, isTraining: false), pictures.Train.Source);

    /// <summary>The first images of each class.</summary>
    private static ImageSet Limited(ImageSet set, int? perClass)
    {
        if (perClass is not { } limit)
            return set;
        var taken = new int[set.ClassCount];
        var indices = new List<int>();
        for (var i = 0; i < set.Count; i++)
            if (taken[set.Labels[i]]++ < limit)
                indices.Add(i);
        return set.Subset([.. indices]);
    }

    private static DataSource Join(DataSource train, DataSource test) => train with
    {
        Sha256 = train.Sha256.Select(hash => KeyValuePair.Create($"train: {hash.Key}", hash.Value))
            .Concat(test.Sha256.Select(hash => KeyValuePair.Create($"test: {hash.Key}", hash.Value)))
            .ToDictionary(),
    };
}
