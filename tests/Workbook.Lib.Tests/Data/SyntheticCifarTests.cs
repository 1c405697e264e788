using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class SyntheticCifarTests
{
    [Fact]
    public void Make_Counts_SizesLabelsAndMark()
    {
        var counts = LongTail.Counts(100, 20, 10);
        var (train, test) = SyntheticCifar.Make(counts, 3, seed: 1);
        Assert.Equal(counts, train.CountPerClass());
        Assert.All(test.CountPerClass(), n => Assert.Equal(3, n));
        Assert.True(train.Source.IsSynthetic);
        Assert.Contains("synthetic", train.Source.Name, StringComparison.Ordinal);
        Assert.Equal(100, train.ClassNames.Distinct().Count());
        Assert.Equal((32, 32, 100), (train.Height, train.Width, train.ClassCount));
        Assert.True(train.Labels[..100].ToArray().Distinct().Count() > 30); // interleaved
    }

    [Fact]
    public void Make_MoreImagesOrAnotherSplit_SameAndOtherImages()
    {
        var few = SyntheticCifar.Make(Counts(2), 2, seed: 1);
        var more = SyntheticCifar.Make(Counts(5), 2, seed: 1);
        Assert.Subset(Hashes(more.Train), Hashes(few.Train));
        Assert.Equal(Hashes(few.Test), Hashes(more.Test));
        Assert.Empty(Hashes(few.Train).Intersect(Hashes(few.Test)));
        Assert.Empty(Hashes(few.Train).Intersect(Hashes(SyntheticCifar.Make(Counts(2), 0, seed: 2).Train)));
        Assert.Equal(200, Hashes(few.Train).Count);
    }

    [Fact]
    public void Make_Again_SameContent()
    {
        var first = SyntheticCifar.Make(Counts(2), 1, seed: 7).Train;
        var second = SyntheticCifar.Make(Counts(2), 1, seed: 7).Train;
        Assert.Equal(first.Source.Sha256, second.Source.Sha256);
        var pixels = Enumerable.Range(0, first.Count).SelectMany(i => first.Image(i).ToArray());
        var bytes = pixels.Concat(first.Labels.ToArray().Select(label => (byte)label));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. bytes])), second.Source.Sha256["synthetic train"]);
    }

    [Fact]
    public void Make_SecondImplementation_SameBytes()
    {
        // tests/Peers/generate/synthetic_cifar.py draws the same images in Python.
        var sets = new Dictionary<ulong, (ImageSet Train, ImageSet Test)>();
        foreach (var item in JArray.Parse(File.ReadAllText(Repository.Path("tests/Peers/synthetic_cifar.json"))))
        {
            var seed = (ulong)item["seed"]!;
            if (!sets.ContainsKey(seed))
                sets[seed] = SyntheticCifar.Make(Counts(2), 1, seed);
            var set = (int)item["split"]! == 0 ? sets[seed].Train : sets[seed].Test;
            Assert.Contains(((string)item["sha256"]!).ToUpperInvariant(), Hashes(set, (int)item["class"]!));
        }
        Assert.Equal(2, sets.Count);
    }

    [Fact]
    public void Classes_All_DifferentPairsOfShapeAndTexture()
    {
        var pairs = Enumerable.Range(0, 100).Select(c => (SyntheticCifar.ShapeOf(c), SyntheticCifar.TextureOf(c))).ToArray();
        Assert.Equal(100, pairs.Distinct().Count());
        // Head, middle and tail hold every shape and every texture.
        for (var first = 0; first < 100; first += 20)
        {
            Assert.Equal(20, pairs.Skip(first).Take(20).Select(p => p.Item1).Distinct().Count());
            Assert.Equal(5, pairs.Skip(first).Take(20).Select(p => p.Item2).Distinct().Count());
        }
    }

    [Fact]
    public void Images_All_SpreadOverTheRange()
    {
        var statistics = ChannelStatistics.Of(SyntheticCifar.Make(Counts(10), 0, seed: 0).Train);
        Assert.All([statistics.Mean.R, statistics.Mean.G, statistics.Mean.B], mean => Assert.InRange(mean, 0.45, 0.55));
        Assert.All([statistics.Std.R, statistics.Std.G, statistics.Std.B], std => Assert.InRange(std, 0.15, 0.3));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(101)]
    public void Make_OtherNumberOfClasses_Throws(int classes) =>
        Assert.Throws<ArgumentException>(() => SyntheticCifar.Make(new int[classes], 1, 0));

    [Fact]
    public void Make_NegativeCount_Throws()
    {
        var counts = Counts(1);
        counts[40] = -1;
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticCifar.Make(counts, 1, 0));
    }

    private static int[] Counts(int each) => [.. Enumerable.Repeat(each, 100)];

    private static HashSet<string> Hashes(ImageSet set, int? label = null) =>
        [.. from i in Enumerable.Range(0, set.Count)
            where label is null || set.Labels[i] == label
            select Convert.ToHexString(SHA256.HashData(set.Image(i)))];
}
