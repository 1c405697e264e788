using Workbook.Data.Sampling;
using Xunit;

namespace Workbook.Tests.Data.Sampling;

public sealed class ImageOrderTests
{
    [Fact]
    public void Uniform_EachEpoch_EveryImageOnceInANewOrder()
    {
        int[] images = [3, 5, 8, 13, 21];
        var order = new UniformOrder(images, seed: 1);
        var epochs = Enumerable.Range(0, 50).Select(epoch => Enumerable.Range(0, 5).Select(i => order.Image((epoch * 5) + i)).ToArray()).ToArray();
        Assert.All(epochs, epoch => Assert.Equal(images, epoch.Order()));
        Assert.InRange(epochs.Select(epoch => string.Join(' ', epoch)).Distinct().Count(), 25, 50);
    }

    [Fact]
    public void Uniform_ManyEpochs_EachImageEquallyOftenInEachPlace()
    {
        var order = new UniformOrder([0, 1, 2, 3], seed: 2);
        var counts = new int[16];
        for (var position = 0; position < 4 * 20_000; position++)
            counts[(order.Image(position) * 4) + (position % 4)]++;
        AssertFrequencies(counts, Enumerable.Repeat(1 / 16.0, 16));
    }

    [Fact]
    public void ClassAware_EachRound_EveryCategoryOnce()
    {
        // Each category has images of its own, so that an image tells which one was drawn.
        var set = SmallSet.Of(4, [0], [1], [1], [3], [3], [3]);
        var order = new ClassAwareOrder(set, [0, 1, 2, 3, 4, 5], seed: 3);
        int[] categories = [0, 1, 1, 3, 3, 3];
        for (var round = 0; round < 30; round++)
            Assert.Equal([0, 1, 3], Enumerable.Range(3 * round, 3).Select(position => categories[order.Image(position)]).Order());
        // Within a category, every image comes before one comes again.
        var ofThird = Enumerable.Range(0, 90).Select(position => order.Image(position)).Where(image => image >= 3).ToArray();
        for (var pass = 0; pass < 10; pass++)
            Assert.Equal([3, 4, 5], ofThird[(3 * pass)..(3 * (pass + 1))].Order());
    }

    [Fact]
    public void ClassAware_ImagesOfSeveralCategories_ExpectedFrequencies()
    {
        // Image 0 shows both categories; category 0 has 2 images, category 1 has 3: 1/2 (1/2 + 1/3), then 1/4, 1/6, 1/6.
        var order = new ClassAwareOrder(SmallSet.Of(2, [0, 1], [0], [1], [1]), [0, 1, 2, 3], seed: 4);
        var counts = new int[4];
        for (var position = 0; position < 60_000; position++)
            counts[order.Image(position)]++;
        double[] expected = [5 / 12.0, 1 / 4.0, 1 / 6.0, 1 / 6.0];
        // Both lists are gone through in full, so the frequencies are exact.
        Assert.Equal(expected.Select(share => (int)Math.Round(share * 60_000)), counts);
        Assert.Equal(0, CountOrderChanges(new ClassAwareOrder(SmallSet.Of(1, [0]), [0], seed: 4)));
    }

    [Fact]
    public void RepeatFactors_ByHand()
    {
        // 8 images: category 0 in 8, category 1 in 2, category 2 in 1. With t = 1/2: sqrt(.5/1) < 1; sqrt(.5/.25); sqrt(.5/.125).
        var set = SmallSet.Of(3, [0], [0], [0], [0], [0, 1], [0, 1], [0, 2], [0]);
        double[] factors = RepeatFactors.Of(set, [0, 1, 2, 3, 4, 5, 6, 7], 0.5);
        Assert.Equal([1, 1, 1, 1, Math.Sqrt(2), Math.Sqrt(2), 2, 1], factors);
        Assert.All(RepeatFactors.Of(set, [0, 1, 2, 3, 4, 5, 6, 7], RepeatFactors.LvisThreshold), factor => Assert.Equal(1, factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => RepeatFactors.Of(set, [0], double.NaN));
    }

    [Fact]
    public void RepeatFactorOrder_ManyEpochs_EachImageAsOftenAsItsFactor()
    {
        double[] factors = [1, 1.25, 2.5, 3, 1.9];
        const int Epochs = 4000;
        var order = new RepeatFactorOrder([0, 1, 2, 3, 4], factors, seed: 5);
        var (counts, position) = (new int[5], 0L);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var inEpoch = new int[5];
            var length = LengthOf(factors, epoch, seed: 5);
            for (var i = 0; i < length; i++)
                inEpoch[order.Image(position++)]++;
            for (var image = 0; image < 5; image++)
            {
                Assert.InRange(inEpoch[image], (int)factors[image], (int)Math.Ceiling(factors[image]));
                counts[image] += inEpoch[image];
            }
        }
        // Binomial, standard deviation sqrt(n p (1 - p)): five of them.
        for (var image = 0; image < 5; image++)
        {
            var fraction = factors[image] - (int)factors[image];
            var tolerance = (5 * Math.Sqrt(Epochs * fraction * (1 - fraction))) + 1e-6;
            Assert.InRange(counts[image] - (Epochs * factors[image]), -tolerance, tolerance);
        }
    }

    [Fact]
    public void RepeatFactorOrder_RoundingsOfTwoImages_Independent()
    {
        // Both images have 1.5: over epochs, the lengths 2, 3 and 4 come as 1 : 2 : 1.
        var lengths = new int[3];
        for (var epoch = 0; epoch < 20_000; epoch++)
            lengths[LengthOf([1.5, 1.5], epoch, seed: 6) - 2]++;
        AssertFrequencies(lengths, [0.25, 0.5, 0.25]);
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("class-aware")]
    [InlineData("repeat factor")]
    public void Image_EnteredAnywhereAndBackwards_SameSequence(string kind)
    {
        var straight = Enumerable.Range(0, 400).Select(Make(kind, 7).At).ToArray();
        var again = Make(kind, 7);
        foreach (var position in new[] { 399, 250, 251, 13, 0, 398 })
            Assert.Equal(straight[position], again.At(position));
        Assert.NotEqual(straight, Enumerable.Range(0, 400).Select(Make(kind, 8).At));
        Assert.Throws<ArgumentOutOfRangeException>(() => again.At(-1));
    }

    [Fact]
    public void RepeatFactorOrder_Faulty_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RepeatFactorOrder([0], [0.5], 0));
        Assert.Throws<ArgumentException>(() => new RepeatFactorOrder([0], [double.NaN], 0));
        Assert.Throws<ArgumentException>(() => new RepeatFactorOrder([0, 1], [1], 0));
    }

    [Fact]
    public void TrainingImages_WithoutAnnotation_LeftOut()
    {
        Assert.Equal([1, 3], TrainingImages.Of(SmallSet.Of(1, [], [0], [], [0])));
        Assert.Throws<InvalidDataException>(() => TrainingImages.Of(SmallSet.Of(1, [], [])));
    }

    internal static void AssertFrequencies(int[] counts, IEnumerable<double> expected)
    {
        // Chi-square has mean k and variance 2k for k degrees of freedom: five standard deviations.
        var draws = counts.Sum();
        var chiSquare = counts.Zip(expected, (count, share) => Math.Pow(count - (share * draws), 2) / (share * draws)).Sum();
        Assert.InRange(chiSquare, 0, counts.Length - 1 + (5 * Math.Sqrt(2 * (counts.Length - 1))));
    }

    // The rule of rounding, said again: one draw an image and epoch from the stream (epoch, 0).
    private static int LengthOf(double[] factors, int epoch, ulong seed)
    {
        var rng = new Workbook.Data.Rng(seed, (ulong)epoch, 0);
        var length = 0;
        foreach (var factor in factors)
            length += (int)factor + (rng.NextDouble() < factor % 1 ? 1 : 0);
        return length;
    }

    private static int CountOrderChanges(ClassAwareOrder order) => Enumerable.Range(0, 10).Count(position => order.Image(position) != 0);

    private static Order Make(string kind, ulong seed)
    {
        int[] images = [0, 1, 2, 3, 4, 5];
        return new(kind switch
        {
            "uniform" => new UniformOrder(images, seed),
            "class-aware" => new ClassAwareOrder(SmallSet.Of(4, [0], [1], [1, 2], [3], [3], [3]), images, seed),
            _ => new RepeatFactorOrder(images, [1, 1.5, 2.25, 1.1, 1, 3.7], seed),
        });
    }

    private sealed record Order(IImageOrder Images)
    {
        public int At(int position) => Images.Image(position);
    }
}
