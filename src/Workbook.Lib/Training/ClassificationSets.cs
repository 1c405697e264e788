using Workbook.Data;
using Workbook.Experiments;

namespace Workbook.Training;

/// <summary>The images of a classification experiment: the real set where its files are found, the synthetic stand-in otherwise.</summary>
/// <param name="Train">Long-tailed training images.</param>
/// <param name="Test">Balanced test images.</param>
/// <param name="Statistics">Normalisation of both.</param>
/// <param name="Source">Both together, for a run's identity.</param>
public sealed record ClassificationSets(ImageSet Train, ImageSet Test, ChannelStatistics Statistics, DataSource Source)
{
    private const int TestImagesPerClass = 100;
    private const int LargestClass = 500;

    /// <summary>Opens the data of an experiment.</summary>
    /// <param name="data">What the experiment asks for.</param>
    /// <param name="dataFolder">
    /// Folder that must hold the real data; null to look in the usual places (<see cref="DataFolders"/>), and to draw the synthetic stand-in where
    /// they hold none.
    /// </param>
    /// <exception cref="FileNotFoundException">The folder asked for holds no such data.</exception>
    /// <exception cref="InvalidDataException">The files are there and not what they should be.</exception>
    public static ClassificationSets Open(ClassificationData data, string? dataFolder) => data switch
    {
        Cifar100LongTail cifar => Open(cifar, Locate(dataFolder)),
        _ => throw new ArgumentException($"No loader for {data.GetType().Name}.", nameof(data)),
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

    private static ClassificationSets Open(Cifar100LongTail data, string? path)
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
        return new ClassificationSets(train, test, statistics, Join(train.Source, test.Source));
    }

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
