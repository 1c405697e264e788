using System.Globalization;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class RngTests
{
    [Fact]
    public void NextUInt64_PublishedDefinitions_SameNumbers()
    {
        foreach (var item in JArray.Parse(File.ReadAllText(Repository.Path("tests/Peers/rng.json"))))
        {
            var keys = item["keys"]!.Select(key => (ulong)key).ToArray();
            var rng = new Rng(Hex(item["seed"]!), keys);
            foreach (var output in item["outputs"]!)
                Assert.Equal(Hex(output), rng.NextUInt64());
        }

        static ulong Hex(JToken token) => ulong.Parse((string)token!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void NextDouble_ManyDraws_UniformInUnitInterval()
    {
        var rng = new Rng(3);
        var bins = new int[20];
        const int Draws = 200_000;
        for (var i = 0; i < Draws; i++)
        {
            var value = rng.NextDouble();
            Assert.InRange(value, 0, 1 - double.Epsilon);
            bins[(int)(value * bins.Length)]++;
        }
        AssertChiSquare(bins, Draws);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void NextInt_ManyDraws_UniformBelowLimit(int limit)
    {
        var rng = new Rng(4);
        var bins = new int[limit];
        for (var i = 0; i < 100_000; i++)
            bins[rng.NextInt(limit)]++;
        AssertChiSquare(bins, 100_000);
    }

    [Fact]
    public void NextInt_NotPositive_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Rng(0).NextInt(0));

    [Fact]
    public void NextBool_Limits_NeverAndAlways()
    {
        var rng = new Rng(5);
        for (var i = 0; i < 1000; i++)
        {
            Assert.False(rng.NextBool(0));
            Assert.True(rng.NextBool(1));
        }
    }

    [Fact]
    public void NextGaussian_ManyDraws_MomentsOfTheStandardNormal()
    {
        var rng = new Rng(6);
        const int Draws = 400_000;
        double sum = 0, square = 0, fourth = 0;
        for (var i = 0; i < Draws; i++)
        {
            var x = rng.NextGaussian();
            sum += x;
            square += x * x;
            fourth += x * x * x * x;
        }
        // Standard errors: 1/sqrt(n), sqrt(2/n), sqrt(96/n); five of each.
        Assert.InRange(sum / Draws, -0.008, 0.008);
        Assert.InRange(square / Draws, 1 - 0.0112, 1 + 0.0112);
        Assert.InRange(fourth / Draws, 3 - 0.0775, 3 + 0.0775);
    }

    [Fact]
    public void Shuffle_ThreeItems_EachOrderEquallyOften()
    {
        var rng = new Rng(7);
        var orders = new Dictionary<(int, int, int), int>();
        for (var i = 0; i < 60_000; i++)
        {
            int[] items = [0, 1, 2];
            rng.Shuffle(items);
            var order = (items[0], items[1], items[2]);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(6, orders.Count);
        AssertChiSquare([.. orders.Values], 60_000);
    }

    [Fact]
    public void Stream_NeighbouringKeys_Uncorrelated()
    {
        // Each pair of streams agrees in each bit half of the time: 64,000 bits, standard deviation 126.5.
        for (ulong key = 0; key < 20; key++)
        {
            var a = new Rng(1, key);
            var b = new Rng(1, key + 1);
            var agree = 0;
            for (var i = 0; i < 1000; i++)
                agree += 64 - System.Numerics.BitOperations.PopCount(a.NextUInt64() ^ b.NextUInt64());
            Assert.InRange(agree, 32_000 - 640, 32_000 + 640);
        }
    }

    [Fact]
    public void Stream_KeyPaths_AllDifferent()
    {
        var firsts = new HashSet<ulong> { new Rng(9).NextUInt64() };
        for (ulong i = 0; i < 100; i++)
        {
            Assert.True(firsts.Add(new Rng(9, i).NextUInt64()));
            for (ulong j = 0; j < 100; j++)
                Assert.True(firsts.Add(new Rng(9, i, j).NextUInt64()));
        }
    }

    // Chi-square has mean k and variance 2k for k degrees of freedom: five standard deviations.
    private static void AssertChiSquare(int[] bins, int draws)
    {
        var expected = (double)draws / bins.Length;
        var chiSquare = bins.Sum(n => (n - expected) * (n - expected) / expected);
        var freedom = bins.Length - 1;
        Assert.InRange(chiSquare, 0, freedom + 5 * Math.Sqrt(2 * freedom));
    }
}
