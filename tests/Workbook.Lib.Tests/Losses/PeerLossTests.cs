using System.Text.Json;
using Tests.Support;
using Workbook.Losses;
using Xunit;
using static TorchSharp.torch;
using static Workbook.Tests.Losses.LossTesting;

namespace Workbook.Tests.Losses;

/// <summary>The other losses against torch's and torchvision's (tests/Peers/generate/losses.py), and worked by hand.</summary>
public class PeerLossTests
{
    [Theory]
    [InlineData("cpu", ScalarType.Float64, 1e-13)]
    [InlineData("cpu", ScalarType.Float32, 1e-6)]
    [InlineData("cuda", ScalarType.Float64, 1e-13)]
    [InlineData("cuda", ScalarType.Float32, 1e-6)]
    public void Compute_StoredCases_EqualsTorchAndTorchvision(string device, ScalarType dtype, double tolerance)
    {
        Device(device);
        using var stored = JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/Peers/losses.json")));
        foreach (var test in stored.RootElement.GetProperty("cases").EnumerateArray())
        {
            var logits = Matrix(test.GetProperty("logits").Rows(), dtype, device);
            var foreground = Labels(test.GetProperty("foreground").Integers(), device);
            var proposals = Labels(test.GetProperty("proposals").Integers(), device);
            var counts = test.GetProperty("counts").Integers();

            Same(test.GetProperty("softmax"), z => SoftmaxCrossEntropyLoss.Compute(z, foreground));
            Same(test.GetProperty("sigmoid"), z => SigmoidCrossEntropyLoss.Compute(z, proposals));
            foreach (var focal in test.GetProperty("focal").EnumerateArray())
            {
                var alpha = focal.GetProperty("alpha");
                double? weight = alpha.ValueKind == JsonValueKind.Null ? null : alpha.GetDouble();
                using var loss = new FocalLoss(focal.GetProperty("gamma").GetDouble(), weight);
                Same(focal, z => loss.call(z, proposals));
            }
            foreach (var balanced in test.GetProperty("class_balanced").EnumerateArray())
            {
                var form = Enum.Parse<ClassBalancedForm>(balanced.GetProperty("form").GetString()!);
                var weights = tensor(ClassBalancedLoss.Weights(counts, balanced.GetProperty("beta").GetDouble()), device: Device(device));
                Same(balanced, z => ClassBalancedLoss.Compute(z, foreground, weights, form, balanced.GetProperty("gamma").GetDouble()));
            }

            void Same(JsonElement expected, Func<Tensor, Tensor> loss)
            {
                var (value, gradient) = Evaluate(logits, loss);
                Near(expected.Loss(), value, tolerance);
                Near(expected.Gradient(), gradient, tolerance);
            }
        }
    }

    [Fact]
    public void CrossEntropies_ThreeCategories_WorkedByHand()
    {
        // e^z = 1, 3, 1/3: softmax 3/13, 9/13, 1/13; sigmoid 1/2, 3/4, 1/4.
        double[] row = [0, Math.Log(3), -Math.Log(3)];

        var softmax = Evaluate(Matrix([row]), z => SoftmaxCrossEntropyLoss.Compute(z, Labels([1])));
        Near(Math.Log(13 / 9.0), softmax.Loss, 1e-15);
        Near([3 / 13.0, -4 / 13.0, 1 / 13.0], softmax.Gradient, 1e-15);

        var sigmoid = Evaluate(Matrix([row, row]), z => SigmoidCrossEntropyLoss.Compute(z, Labels([1, 3])));
        Near((Math.Log(32 / 9.0) + Math.Log(32 / 3.0)) / 2, sigmoid.Loss, 1e-15);
        Near([0.25, -0.125, 0.125, 0.25, 0.375, 0.125], sigmoid.Gradient, 1e-15);
    }

    [Fact]
    public void Focal_GammaZero_IsSigmoidCrossEntropy()
    {
        var logits = Matrix([[0.3, -1, 2], [1, 100, -30]]);
        var expected = Evaluate(logits, z => SigmoidCrossEntropyLoss.Compute(z, Labels([0, 3])));
        var actual = Evaluate(logits, z => FocalLoss.Compute(z, Labels([0, 3]), gamma: 0));
        Near(expected.Loss, actual.Loss, 1e-14);
        Near(expected.Gradient, actual.Gradient, 1e-15);
    }

    [Fact]
    public void Focal_Gradient_EqualsFiniteDifferences()
    {
        var logits = Matrix([[0.3, -1, 2], [1, 0, -3]]);
        CheckGradient(logits, z => FocalLoss.Compute(z, Labels([0, 3]), gamma: 0.5, alpha: 0.3));
        var weights = tensor(new[] { 0.5, 2, 0.5 });
        CheckGradient(logits, z => ClassBalancedLoss.Compute(z, Labels([0, 3]), weights, ClassBalancedForm.Focal, 1.5));
    }

    [Fact]
    public void ClassBalancedWeights_WorkedByHand()
    {
        // beta 0.5: n = 1, 2: 0.5 / 0.5 = 1 and 0.5 / 0.75 = 2/3; scaled to sum to 2.
        Near([1.2, 0.8], ClassBalancedLoss.Weights([1, 2], 0.5), 1e-15);
        Assert.Equal([1, 1, 1], ClassBalancedLoss.Weights([3, 10, 500], 0));
        // beta near 1 weights by the inverse count.
        Near([10.0 / 11 * 2, 1.0 / 11 * 2], ClassBalancedLoss.Weights([10, 100], 1 - 1e-9), 1e-6);
    }

    [Fact]
    public void ClassBalanced_BetaZero_IsTheUnweightedLoss()
    {
        var logits = Matrix([[0.3, -1, 2], [1, 4, -3]]);
        var weights = tensor(ClassBalancedLoss.Weights([3, 10, 500], 0));
        double Value(ClassBalancedForm form, double gamma = 0) =>
            Evaluate(logits, z => ClassBalancedLoss.Compute(z, Labels([0, 2]), weights, form, gamma)).Loss;

        Near(SoftmaxCrossEntropyLoss.Compute(logits, Labels([0, 2])).item<double>(), Value(ClassBalancedForm.Softmax), 1e-15);
        Near(SigmoidCrossEntropyLoss.Compute(logits, Labels([0, 2])).item<double>(), Value(ClassBalancedForm.Sigmoid), 1e-15);
        Near(FocalLoss.Compute(logits, Labels([0, 2]), 1.5).item<double>(), Value(ClassBalancedForm.Focal, 1.5), 1e-15);
    }

    [Fact]
    public void ClassBalanced_BackgroundRow_HasWeightOne()
    {
        using var logits = Matrix([[0.3, -1, 2]]);
        using var weights = tensor(new[] { 2, 0.5, 0.5 });
        using var expected = SigmoidCrossEntropyLoss.Compute(logits, Labels([3]));
        using var actual = ClassBalancedLoss.Compute(logits, Labels([3]), weights, ClassBalancedForm.Sigmoid);
        Near(expected.item<double>(), actual.item<double>(), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ClassBalancedLoss.Compute(logits, Labels([3]), weights, ClassBalancedForm.Softmax));
    }

    [Fact]
    public void Constructors_ValuesOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FocalLoss(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FocalLoss(2, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassBalancedLoss.Weights([1], 1));
        var empty = Assert.Throws<ArgumentException>(() => ClassBalancedLoss.Weights([1, 0], 0.9));
        Assert.Contains("Category 1", empty.Message, StringComparison.Ordinal);
    }
}
