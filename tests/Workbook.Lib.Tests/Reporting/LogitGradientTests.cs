using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class LogitGradientTests
{
    // Four classes of 6, 3, 1 and 2 images: with equal logits softmax gives each class 1/4.
    private static readonly int[] Counts = [6, 3, 1, 2];

    [Fact]
    public void Softmax_EqualLogits_IsTheHandComputation()
    {
        var gradient = LogitGradient.Softmax(Counts);

        // The share n_j / 12 of images that are its own, times 1 - 1/4; the share of the others, times 1/4.
        Compare([6 / 12.0 * 0.75, 3 / 12.0 * 0.75, 1 / 12.0 * 0.75, 2 / 12.0 * 0.75], gradient.Encouraging, tolerance: 1e-12);
        Compare([6 / 12.0 / 4, 9 / 12.0 / 4, 11 / 12.0 / 4, 10 / 12.0 / 4], gradient.Discouraging, tolerance: 1e-12);
    }

    [Fact]
    public void SoftmaxEqualization_EverythingLeftOut_IsTheHandComputation()
    {
        // Frequencies 0.5, 0.25, 0.083, 0.167: below 0.2 are the last two. With gamma 1 an image of the first two classes never sees them, so
        // its denominator is e^z over two classes; an image of a tail class sees the first two and itself.
        var gradient = LogitGradient.SoftmaxEqualization(Counts, gamma: 1, lambda: 0.2);

        Compare([6 / 12.0 / 2, 3 / 12.0 / 2, 1 / 12.0 * 2 / 3, 2 / 12.0 * 2 / 3], gradient.Encouraging, tolerance: 1e-12);
        Compare([3 / 12.0 / 2 + 3 / 12.0 / 3, 6 / 12.0 / 2 + 3 / 12.0 / 3, 0, 0], gradient.Discouraging, tolerance: 1e-12);
    }

    [Fact]
    public void SoftmaxEqualization_HalfLeftOut_IsTheExpectationOverBeta()
    {
        var gradient = LogitGradient.SoftmaxEqualization(Counts, gamma: 0.5, lambda: 0.2);

        // An image of a head class: the two tail classes are kept or not, 1/4 each way, so denominators 2, 3, 3, 4. A tail class lowered by it: kept
        // in half of the cases, with 3 or 4 in the denominator. An image of a tail class: denominators 3 and 4, its other tail class kept with 4.
        var kept = 0.5 * (1 / 3.0 + 1 / 4.0) / 2;
        var headOwn = 1 - (1 / 2.0 + 2 / 3.0 + 1 / 4.0) / 4;
        var tailOwn = 1 - (1 / 3.0 + 1 / 4.0) / 2;
        Compare([6 / 12.0 * headOwn, 3 / 12.0 * headOwn, 1 / 12.0 * tailOwn, 2 / 12.0 * tailOwn], gradient.Encouraging, tolerance: 0.005);
        Compare([9 / 12.0 * kept + 2 / 12.0 * 0.5 / 4, 9 / 12.0 * kept + 1 / 12.0 * 0.5 / 4], gradient.Discouraging.Skip(2), tolerance: 0.005);
    }

    [Fact]
    public void SoftmaxEqualization_GammaZero_IsSoftmax()
    {
        var (softmax, seql) = (LogitGradient.Softmax(Counts), LogitGradient.SoftmaxEqualization(Counts, gamma: 0, lambda: 0.2));

        Compare(softmax.Encouraging, seql.Encouraging, tolerance: 1e-12);
        Compare(softmax.Discouraging, seql.Discouraging, tolerance: 1e-12);
    }

    [Fact]
    public void EveryLoss_PushesAndPulls_CancelOverTheClasses()
    {
        // Each row of a softmax's gradient sums to zero.
        foreach (var gradient in new[] { LogitGradient.Softmax(Counts), LogitGradient.SoftmaxEqualization(Counts, gamma: 0.7, lambda: 0.2) })
            Assert.Equal(gradient.Encouraging.Sum(), gradient.Discouraging.Sum(), 1e-12);
    }

    [Theory]
    [InlineData(new[] { 3, -1 }, 0.9)]
    [InlineData(new[] { 3, 1 }, 1.5)]
    public void TailGradient_WrongArguments_AreNamed(int[] counts, double gamma) =>
        Assert.ThrowsAny<ArgumentException>(() => ClassificationFigures.TailGradient(counts, gamma, lambda: 0.2));

    [Fact]
    public void TailGradient_SmallestClass_IsPutInNumbers()
    {
        // Softmax: 11/12 * 1/4 over 1/12 * 3/4 is 11/3. With gamma 1 nothing lowers it.
        var figure = ClassificationFigures.TailGradient(Counts, gamma: 1, lambda: 0.2);

        const string numbers = "The smallest class here has 1 image: its push is 3.7 times its pull under softmax, 0 times under SEQL.";
        Assert.EndsWith(numbers, figure.Description, StringComparison.Ordinal);
        Assert.Equal(4, figure.ToJson()["data"]!.Count());
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0, 0 })]
    public void TailGradient_NoImages_IsAStatement(int[] counts) =>
        Assert.Equal("There are no training images.", ClassificationFigures.TailGradient(counts, gamma: 0.9, lambda: 0.2).Description);

    private static void Compare(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count(), actual.Count());
        foreach (var (one, other) in expected.Zip(actual))
            Assert.Equal(one, other, tolerance);
    }
}
