using System.Text.Json;
using Tests.Support;
using Workbook.Losses;
using Xunit;
using static TorchSharp.torch;
using static Workbook.Tests.Losses.LossTesting;

namespace Workbook.Tests.Losses;

public class EqualizationLossTests
{
    // sigmoid: 1/2, 3/4, 1/4; -log(1 - p): ln 2, ln 4, ln 4/3.
    private static readonly double[] Row = [0, Math.Log(3), -Math.Log(3)];

    [Theory]
    [InlineData("cpu", ScalarType.Float64)]
    [InlineData("cpu", ScalarType.Float32)]
    [InlineData("cuda", ScalarType.Float64)]
    [InlineData("cuda", ScalarType.Float32)]
    public void Compute_ForegroundAndBackground_WorkedByHand(string device, ScalarType dtype)
    {
        // Category 1 is tail. Row 0 (label 0): w = 1, 0, 1: ln 2 + ln 4/3 = ln 8/3. Row 1 (background): w = 1: ln 2 + ln 4 + ln 4/3 = ln
        // 32/3.
        var (logits, labels, tail) = (Matrix([Row, Row], dtype, device), Labels([0, 3], device), Tail([0, 1, 0], dtype, device));

        var (loss, gradient) = Evaluate(logits, z => EqualizationLoss.Compute(z, labels, tail));

        Near(Math.Log(16.0 / 3), loss, 2e-7);
        Near([-0.25, 0, 0.125, 0.25, 0.375, 0.125], gradient, 1e-7);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Compute_LabelIsTail_KeepsItsPositiveTerm(ScalarType dtype)
    {
        // Label 1, tail 1 and 2: w = 1, 1, 0: ln 2 + ln 4/3.
        var (loss, gradient) = Evaluate(Matrix([Row], dtype), z => EqualizationLoss.Compute(z, Labels([1]), Tail([0, 1, 1], dtype)));

        Near(Math.Log(8.0 / 3), loss, 1e-7);
        Near([0.5, -0.25, 0], gradient, 1e-7);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Compute_WithoutExcludingBackground_IgnoresTailInBackgroundRowsToo(ScalarType dtype)
    {
        var tail = Tail([0, 1, 0], dtype);
        var (loss, gradient) = Evaluate(
            Matrix([Row, Row], dtype), z => EqualizationLoss.Compute(z, Labels([0, 3]), tail, excludeBackground: false));

        Near(Math.Log(8.0 / 3), loss, 1e-7);
        Near([-0.25, 0, 0.125, 0.25, 0, 0.125], gradient, 1e-7);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Compute_CategoryListedForTheImage_KeepsWeightOne(ScalarType dtype)
    {
        // Category 1 is tail; image 0 lists nothing, image 1 lists it. Rows 0 and 2 are from image 1, row 1 from image 0.
        var images = new ImageCategories(Mask([[0, 0, 0], [0, 1, 0]]), tensor(new long[] { 1, 0, 1 }));

        var tail = Tail([0, 1, 0], dtype);

        var (loss, gradient) = Evaluate(
            Matrix([Row, Row, Row], dtype), z => EqualizationLoss.Compute(z, Labels([0, 0, 0]), tail, images: images));

        Near((2 * Math.Log(32.0 / 3) + Math.Log(8.0 / 3)) / 3, loss, 2e-7);
        Near([-1 / 6.0, 0.25, 1 / 12.0, -1 / 6.0, 0, 1 / 12.0, -1 / 6.0, 0.25, 1 / 12.0], gradient, 1e-7);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Compute_FractionalThreshold_WeighsNegativesByTheRest(ScalarType dtype)
    {
        var (loss, gradient) = Evaluate(Matrix([Row], dtype), z => EqualizationLoss.Compute(z, Labels([0]), Tail([0, 0.25, 0.5], dtype)));

        Near(Math.Log(2) + 0.75 * Math.Log(4) + 0.5 * Math.Log(4.0 / 3), loss, 1e-7);
        Near([-0.5, 0.75 * 0.75, 0.5 * 0.25], gradient, 1e-7);
    }

    [Theory]
    [InlineData("cpu", ScalarType.Float64, 1e-13)]
    [InlineData("cpu", ScalarType.Float32, 5e-7)]
    [InlineData("cuda", ScalarType.Float64, 1e-13)]
    [InlineData("cuda", ScalarType.Float32, 5e-7)]
    public void Compute_AuthorsCases_EqualsStoredValuesAndGradients(string device, ScalarType dtype, double tolerance)
    {
        Device(device);
        using var stored = JsonDocument.Parse(File.ReadAllText(SharedFiles.Path("oracle/losses/eql_A.json")));
        foreach (var test in stored.RootElement.GetProperty("cases").EnumerateArray())
        {
            var logits = Matrix(test.GetProperty("logits").Rows(), dtype, device);
            var labels = Labels(test.GetProperty("gt_classes").Integers(), device);
            var (lambda, frequencies) = (test.GetProperty("lambda").GetDouble(), test.GetProperty("freq").Numbers());
            var threshold = new ThresholdFunction.Threshold(lambda);
            var tail = Tail([.. frequencies.Select(threshold.Of)], dtype, device);
            Assert.Equal(test.GetProperty("tail").Numbers(), Values(tail));
            var listed = test.GetProperty("eql_image_level").GetProperty("keep_mask").Bits();
            var images = new ImageCategories(Mask(listed, device), arange(listed.Length, ScalarType.Int64, device: Device(device)));

            Same(test.GetProperty("eql"), Evaluate(logits, z => EqualizationLoss.Compute(z, labels, tail)));
            Same(test.GetProperty("bce_sum_over_n"), Evaluate(logits, z => SigmoidCrossEntropyLoss.Compute(z, labels)));
            Same(test.GetProperty("bce_sum_over_n"), Evaluate(logits, z => EqualizationLoss.Compute(z, labels, zeros_like(tail))));
            Same(test.GetProperty("eql_image_level"), Evaluate(logits, z => EqualizationLoss.Compute(z, labels, tail, images: images)));
        }

        void Same(JsonElement expected, (double Loss, double[] Gradient) actual)
        {
            Near(expected.Loss(), actual.Loss, tolerance);
            Near(expected.Gradient(), actual.Gradient, tolerance);
        }
    }

    [Fact]
    public void Forward_Module_HoldsTheTailOfItsFrequencies()
    {
        // f = 0.001, 0.002, 0.5; lambda 0.002 selects category 0 only.
        using var loss = new EqualizationLoss(Frequency(1, 2, 500), new ThresholdFunction.Threshold(0.002));
        using var logits = Matrix([Row, Row]);
        using var labels = Labels([2, 3]);

        using var expected = EqualizationLoss.Compute(logits, labels, Tail([1, 0, 0]));
        Assert.Equal(expected.item<double>(), loss.call(logits, labels).item<double>());
        using var withoutE = new EqualizationLoss(Frequency(1, 2, 500), new ThresholdFunction.Threshold(0.002), excludeBackground: false);
        using var less = EqualizationLoss.Compute(logits, labels, Tail([1, 0, 0]), excludeBackground: false);
        Assert.Equal(less.item<double>(), withoutE.call(logits, labels).item<double>());
        Assert.NotEqual(expected.item<double>(), less.item<double>());
        var images = new ImageCategories(Mask([[1, 0, 0]]), Labels([0, 0]));
        using var all = SigmoidCrossEntropyLoss.Compute(logits, labels);
        Near(all.item<double>(), loss.forward(logits, labels, images).item<double>(), 1e-15);
    }

    [Fact]
    public void Forward_DecayModule_UsesItsWeights()
    {
        using var loss = new EqualizationLoss(Frequency(0, 1, 500), new ThresholdFunction.ExponentialDecay());
        using var expected = EqualizationLoss.Compute(Matrix([Row]), Labels([2]), Tail([1, 0.84, 0], ScalarType.Float32));
        Near(expected.item<double>(), loss.call(Matrix([Row]), Labels([2])).item<double>(), 1e-7);
    }

    [Fact]
    public void Forward_ModuleMadeInsideAScope_OutlivesIt()
    {
        EqualizationLoss loss;
        using (NewDisposeScope())
            loss = new EqualizationLoss(Frequency(1, 2, 500), new ThresholdFunction.Threshold(0.002));
        Assert.True(double.IsFinite(loss.call(Matrix([Row]), Labels([2])).item<double>()));
    }

    [Fact]
    public void Compute_PermutedCategories_PermutesTheGradient()
    {
        int[] order = [4, 2, 0, 3, 1];
        double[][] rows = [[0.3, -1, 2, 0.1, 5], [1, 1, -3, 0, -0.5], [2, 0.2, 0.4, -1, 1]];
        double[] tail = [1, 0, 1, 0, 1];
        long[] labels = [2, 5, 1];
        double[][] permutedRows = [.. rows.Select(row => order.Select(j => row[j]).ToArray())];
        double[] permutedTail = [.. order.Select(j => tail[j])];
        long[] permutedLabels = [.. labels.Select(label => label == 5 ? 5L : Array.IndexOf(order, (int)label))];

        var plain = Evaluate(Matrix(rows), z => EqualizationLoss.Compute(z, Labels(labels), Tail(tail)));
        var permuted = Evaluate(Matrix(permutedRows), z => EqualizationLoss.Compute(z, Labels(permutedLabels), Tail(permutedTail)));

        Near(plain.Loss, permuted.Loss, 1e-14);
        Near([.. Enumerable.Range(0, 3).SelectMany(r => order.Select(j => plain.Gradient[r * 5 + j]))], permuted.Gradient, 1e-15);
    }

    [Fact]
    public void Compute_Gradient_EqualsFiniteDifferences()
    {
        var logits = Matrix([[0.3, -1, 2, 0], [1, 1, -3, 0.7], [2, 0.2, 0.4, -1]]);
        var images = new ImageCategories(Mask([[0, 1, 0, 1]]), Labels([0, 0, 0]));
        CheckGradient(logits, z => EqualizationLoss.Compute(z, Labels([2, 4, 1]), Tail([1, 0.3, 0, 1])));
        CheckGradient(logits, z => EqualizationLoss.Compute(z, Labels([2, 4, 1]), Tail([1, 0.3, 0, 1]), excludeBackground: false, images));
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Compute_LogitsOfTenThousand_IsFiniteAndExact(ScalarType dtype)
    {
        // Row 0 (label 0, tail 3): 1e4 wrong, 1e4 wrong, right, ignored. Row 1 (background): 1e4 twice.
        var logits = Matrix([[-1e4, 1e4, -1e4, 1e4], [1e4, -1e4, 1e4, -1e4]], dtype);
        var (loss, gradient) = Evaluate(logits, z => EqualizationLoss.Compute(z, Labels([0, 4]), Tail([0, 0, 0, 1], dtype)));

        Near(2e4, loss, 1e-9);
        Near([-0.5, 0.5, 0, 0, 0.5, 0, 0.5, 0], gradient, 1e-12);
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Compute_NoProposals_IsZero(ScalarType dtype)
    {
        using var logits = zeros(0, 3, dtype: dtype, requires_grad: true);
        using var loss = EqualizationLoss.Compute(logits, zeros(0, dtype: ScalarType.Int64), Tail([0, 1, 0], dtype));
        loss.backward();
        Assert.Equal(0, loss.to(ScalarType.Float64).item<double>());
        Assert.Equal([0, 3], logits.grad!.shape);
    }

    [Fact]
    public void Compute_ArgumentsThatDoNotFit_SaysWhat()
    {
        var (logits, tail) = (Matrix([Row, Row], ScalarType.Float32), Tail([0, 1, 0], ScalarType.Float32));

        var classes = Assert.Throws<ArgumentException>(() => EqualizationLoss.Compute(logits, Labels([0, 3]), Tail([0, 1, 0, 0])));
        Assert.Contains("expected logits for 4 categories, got Float32 [2, 3]", classes.Message, StringComparison.Ordinal);
        var label = Assert.Throws<ArgumentOutOfRangeException>(() => EqualizationLoss.Compute(logits, Labels([0, 4]), tail));
        Assert.Contains("labels in [0, 3], got values from 0 to 4", label.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => EqualizationLoss.Compute(logits, Labels([-1, 0]), tail));
        Assert.Throws<ArgumentException>(() => EqualizationLoss.Compute(logits, Labels([0]), tail));
        Assert.Throws<ArgumentException>(() => EqualizationLoss.Compute(logits, tensor(new[] { 0, 1 }), tail));
        Assert.Throws<ArgumentException>(() => EqualizationLoss.Compute(logits.flatten(), Labels([0, 1]), tail));

        Tensor OfImages(int[][] listed, long[] image) =>
            EqualizationLoss.Compute(logits, Labels([0, 1]), tail, images: new(Mask(listed), Labels(image)));
        var outside = Assert.Throws<ArgumentOutOfRangeException>(() => OfImages([[0, 0, 0]], [0, 1]));
        Assert.Contains("got 1 in row 1", outside.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OfImages([[0, 0]], [0, 0]));
        Assert.Throws<ArgumentException>(() => OfImages([[0, 0, 0]], [0]));
    }

    private static Tensor Tail(double[] tail, ScalarType dtype = ScalarType.Float64, string device = "cpu") =>
        tensor(tail, dtype: dtype, device: Device(device));
}
