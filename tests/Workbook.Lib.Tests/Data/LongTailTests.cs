using Tests.Support;
using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class LongTailTests
{
    [Fact]
    public void Counts_Imbalance200_NineThousandFiveHundredAndTwo()
    {
        var counts = LongTail.Counts(100, 500, 200);
        Assert.Equal(9502, counts.Sum());
        Assert.Equal(500, counts[0]);
        Assert.Equal(2, counts[99]);
        Assert.Equal(counts.OrderDescending(), counts);
    }

    [Fact]
    public void Counts_FewClasses_ByHand()
    {
        Assert.Equal([500, 500, 500], LongTail.Counts(3, 500, 1));
        Assert.Equal([500, 158, 50], LongTail.Counts(3, 500, 10)); // 500 / sqrt(10) = 158.1
        Assert.Equal([500, 50, 5], LongTail.Counts(3, 500, 100));
        Assert.Equal([200, 2], LongTail.Counts(2, 200, 100));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    [InlineData(501)]
    public void Counts_ImpossibleImbalance_Throws(double imbalance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LongTail.Counts(100, 500, imbalance));

    [Fact]
    public void Subset_BalancedSet_CountsOrderAndNoImageTwice()
    {
        var set = Images.Random(200, 10);
        var subset = LongTail.Subset(set, 10, seed: 1);
        Assert.Equal(LongTail.Counts(10, 20, 10), subset.CountPerClass());

        // Every image of the set is different, so its place in the set is known from its pixels: strictly ascending, therefore never one
        // twice.
        var place = Enumerable.Range(0, set.Count).ToDictionary(i => Convert.ToHexString(set.Image(i)[..64]));
        var chosen = Enumerable.Range(0, subset.Count).Select(i => place[Convert.ToHexString(subset.Image(i)[..64])]).ToArray();
        Assert.Equal(chosen.Distinct().Order(), chosen);
        Assert.All(Enumerable.Range(0, subset.Count), i => Assert.Equal(set.Labels[chosen[i]], subset.Labels[i]));
    }

    [Fact]
    public void Subset_Seed_DecidesTheImages()
    {
        var set = Images.Random(200, 10);
        var first = LongTail.Subset(set, 10, seed: 1);
        Assert.Equal(first.Source.Sha256["selection"], LongTail.Subset(set, 10, seed: 1).Source.Sha256["selection"]);
        Assert.NotEqual(first.Source.Sha256["selection"], LongTail.Subset(set, 10, seed: 2).Source.Sha256["selection"]);
    }

    [Fact]
    public void Subset_ClassTooSmall_SaysWhich()
    {
        var set = Images.Random(20, 2).Subset([0, 2, 4, 6, 8, 10, 1]);
        var error = Assert.Throws<ArgumentException>(() => LongTail.Subset(set, 2, seed: 0));
        Assert.Contains("class 1 (class 1) has 1 images, an imbalance of 2 needs 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subset_Cifar100Imbalance200_AsInThePaper()
    {
        var (train, _) = Cifar100.Load(SharedFiles.Path("data/cifar-100-binary.tar.xz"));
        var subset = LongTail.Subset(train, 200, seed: 0);
        Assert.Equal(9502, subset.Count);
        Assert.Equal(LongTail.Counts(100, 500, 200), subset.CountPerClass());
        Assert.Equal("CIFAR-100-LT-200", subset.Source.Name);
        Assert.Equal(train.Source.Sha256["train.bin"], subset.Source.Sha256["train.bin"]);
    }
}
