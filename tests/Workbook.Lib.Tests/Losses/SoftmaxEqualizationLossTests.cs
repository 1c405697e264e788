using System.Text.Json;
using Tests.Support;
using TorchSharp;
using Workbook.Losses;
using Xunit;
using static TorchSharp.torch;
using static Workbook.Tests.Losses.LossTesting;

namespace Workbook.Tests.Losses;

public class SoftmaxEqualizationLossTests
{
    // e^z = 1, 2, 5.
    private static readonly double[] Row = [0, Math.Log(2), Math.Log(5)];

    [Theory]
    [InlineData("cpu", ScalarType.Float64)]
    [InlineData("cpu", ScalarType.Float32)]
    [InlineData("cuda", ScalarType.Float64)]
    [InlineData("cuda", ScalarType.Float32)]
    public void Compute_ThreeCategories_WorkedByHand(string device, ScalarType dtype)
    {
        // Category 2 is tail. Rows: label 0, beta 1: p = 1/3; label 0, beta 0: p = 1/8; label 2, beta 1: p = 5/8 (a label is never left
        // out).
        var (labels, tail, beta) = (Labels([0, 0, 2], device), Flags([0, 0, 1], device), Mask([[1, 1, 1], [1, 1, 0], [1, 1, 1]], device));

        var logits = Matrix([Row, Row, Row], dtype, device);
        var (loss, gradient) = Evaluate(logits, z => SoftmaxEqualizationLoss.Compute(z, labels, tail, beta));

        Near((Math.Log(3) + Math.Log(8) + Math.Log(1.6)) / 3, loss, 2e-7);
        Near([-2 / 9.0, 2 / 9.0, 0, -7 / 24.0, 1 / 12.0, 5 / 24.0, 1 / 24.0, 1 / 12.0, -1 / 8.0], gradient, 1e-7);
    }

    [Theory]
    [InlineData("cpu", ScalarType.Float64, 1e-13)]
    [InlineData("cpu", ScalarType.Float32, 5e-7)]
    [InlineData("cuda", ScalarType.Float64, 1e-13)]
    [InlineData("cuda", ScalarType.Float32, 5e-7)]
    public void Compute_StoredDraws_EqualsStoredValuesAndGradients(string device, ScalarType dtype, double tolerance)
    {
        Device(device);
        using var stored = JsonDocument.Parse(File.ReadAllText(SharedFiles.Path("oracle/losses/eql_A.json")));
        foreach (var test in stored.RootElement.GetProperty("cases").EnumerateArray())
        {
            var expected = test.GetProperty("softmax_eql");
            var labels = Labels(expected.GetProperty("targets").Integers(), device);
            var tail = Flags([.. test.GetProperty("tail").Integers().Select(v => (int)v)], device);
            var beta = Mask(expected.GetProperty("beta").Bits(), device);

            var logits = Matrix(test.GetProperty("logits").Rows(), dtype, device);
            var actual = Evaluate(logits, z => SoftmaxEqualizationLoss.Compute(z, labels, tail, beta));

            Near(expected.Loss(), actual.Loss, tolerance);
            Near(expected.Gradient(), actual.Gradient, tolerance);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.9, 0)]
    public void Forward_GammaOrLambdaZero_IsSoftmaxCrossEntropyBitForBit(double gamma, double lambda)
    {
        using var generator = new Generator(5);
        using var loss = new SoftmaxEqualizationLoss(Frequency(1, 2, 5, 100), gamma, lambda, generator);
        using var logits = randn(50, 4, generator: generator) * 5;
        using var labels = randint(0, 4, [50], generator: generator);

        var expected = Evaluate(logits, z => SoftmaxCrossEntropyLoss.Compute(z, labels));
        var actual = Evaluate(logits, z => loss.call(z, labels));

        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.Gradient, actual.Gradient);
    }

    [Fact]
    public void Forward_GammaOne_LeavesOutEveryTailCategoryButTheLabel()
    {
        using var generator = new Generator(5);
        // f = 0.001, 0.002, 0.9: with lambda 0.0015 only category 0 is tail.
        using var loss = new SoftmaxEqualizationLoss(Frequency(1, 2, 900), 1, 0.0015, generator);

        var (value, gradient) = Evaluate(Matrix([Row, Row]), z => loss.call(z, Labels([1, 0])));

        Near((Math.Log(3.5) + Math.Log(8)) / 2, value, 1e-12);
        Near([0, (2 / 7.0 - 1) / 2, 5 / 14.0, -7 / 16.0, 1 / 8.0, 5 / 16.0], gradient, 1e-12);
    }

    [Fact]
    public void Forward_Draws_AreBernoulliPerSampleAndCategory()
    {
        const int Samples = 4000, Tail = 9;
        const double Gamma = 0.3;
        using var generator = new Generator(11);
        using var loss = new SoftmaxEqualizationLoss(Frequency(1, 1, 1, 1, 1, 1, 1, 1, 1, 500), Gamma, 0.01, generator);

        var gradient = Evaluate(zeros(Samples, Tail + 1), z => loss.call(z, full(Samples, Tail, dtype: ScalarType.Int64))).Gradient;

        // A left-out category has no gradient. Within 5 standard deviations of the mean: overall, for each category, and for pairs of
        // neighbours.
        bool LeftOut(int sample, int category) => gradient[sample * (Tail + 1) + category] == 0;
        void Share(double expected, int trials, int hits)
        {
            var deviation = Math.Sqrt(expected * (1 - expected) / trials);
            Assert.InRange((double)hits / trials, expected - 5 * deviation, expected + 5 * deviation);
        }
        var samples = Enumerable.Range(0, Samples).ToArray();
        for (var j = 0; j < Tail; j++)
            Share(Gamma, Samples, samples.Count(i => LeftOut(i, j)));
        var inARow = samples.Sum(i => Enumerable.Range(0, Tail - 1).Count(j => LeftOut(i, j) && LeftOut(i, j + 1)));
        Share(Gamma * Gamma, Samples * (Tail - 1), inARow);
        Share(Gamma * Gamma, Samples - 1, Enumerable.Range(0, Samples - 1).Count(i => LeftOut(i, 0) && LeftOut(i + 1, 0)));
        Assert.DoesNotContain(samples, i => LeftOut(i, Tail));
    }

    [Fact]
    public void Forward_SameSeed_RepeatsAndTheNextCallDrawsAnew()
    {
        double[] Draws(ulong seed)
        {
            using var generator = new Generator(seed);
            using var loss = new SoftmaxEqualizationLoss(Frequency(1, 1, 1, 500), 0.5, 0.01, generator);
            return [.. Enumerable.Range(0, 5).Select(_ => loss.call(zeros(30, 4), full(30, 3, dtype: ScalarType.Int64)).ToDouble())];
        }

        Assert.Equal(Draws(7), Draws(7));
        Assert.NotEqual(Draws(7), Draws(8));
        Assert.Equal(5, Draws(7).Distinct().Count());
    }

    [Fact]
    public void Compute_Gradient_EqualsFiniteDifferences()
    {
        var (labels, tail, beta) = (Labels([2, 0]), Flags([1, 0, 1, 1]), Mask([[1, 1, 1, 0], [0, 1, 1, 1]]));
        CheckGradient(Matrix([[0.3, -1, 2, 0], [1, 1, -3, 0.7]]), z => SoftmaxEqualizationLoss.Compute(z, labels, tail, beta));
    }

    [Fact]
    public void Compute_AllOthersLeftOut_IsZero()
    {
        // The label's own weight stays 1, so the denominator is its e^z alone, however small.
        var (tail, beta) = (Flags([1, 1, 1]), Mask([[1, 1, 1]]));
        var logits = Matrix([[1e4, -1e4, 1e4]], ScalarType.Float32);
        var (loss, gradient) = Evaluate(logits, z => SoftmaxEqualizationLoss.Compute(z, Labels([1]), tail, beta));
        Assert.Equal(0, loss);
        Assert.Equal([0, 0, 0], gradient);
    }

    [Fact]
    public void Compute_PermutedCategories_PermutesTheGradient()
    {
        var (tail, beta) = (Flags([0, 1, 1]), Mask([[1, 1, 0]]));
        var (permutedTail, permutedBeta) = (Flags([1, 0, 1]), Mask([[0, 1, 1]]));
        var plain = Evaluate(Matrix([[0.3, -1, 2]]), z => SoftmaxEqualizationLoss.Compute(z, Labels([0]), tail, beta));
        var permuted = Evaluate(Matrix([[2, 0.3, -1]]), z => SoftmaxEqualizationLoss.Compute(z, Labels([1]), permutedTail, permutedBeta));
        Near(plain.Loss, permuted.Loss, 1e-15);
        Near([plain.Gradient[2], plain.Gradient[0], plain.Gradient[1]], permuted.Gradient, 1e-15);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Constructor_GammaNoProbability_Throws(double gamma)
    {
        using var generator = new Generator(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SoftmaxEqualizationLoss(Frequency(1), gamma, 0.1, generator));
    }

    [Fact]
    public void Forward_OtherNumberOfCategories_SaysBoth()
    {
        using var generator = new Generator(1);
        using var loss = new SoftmaxEqualizationLoss(Frequency(1, 2, 3), 0.5, 0.1, generator);
        var error = Assert.Throws<ArgumentException>(() => loss.call(zeros(2, 4), Labels([0, 1])));
        Assert.Contains("expected logits for 3 categories, got Float32 [2, 4]", error.Message, StringComparison.Ordinal);
    }
}
