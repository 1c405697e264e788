using TorchSharp;
using Workbook.Losses;
using Xunit;
using static TorchSharp.torch;
using static Workbook.Tests.Losses.LossTesting;

namespace Workbook.Tests.Losses;

/// <summary>What holds for every loss.</summary>
public class LossContractTests
{
    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor, Tensor>>> Losses = new()
    {
        ["softmax"] = () => new SoftmaxCrossEntropyLoss(),
        ["sigmoid"] = () => new SigmoidCrossEntropyLoss(),
        ["eql"] = () => new EqualizationLoss(Frequency(1, 50, 900, 3), new ThresholdFunction.Threshold(0.01)),
        ["eql-gompertz"] = () => new EqualizationLoss(Frequency(1, 50, 900, 3), new ThresholdFunction.GompertzDecay()),
        ["seql"] = () => new SoftmaxEqualizationLoss(Frequency(1, 50, 900, 3), 0.5, 0.01, new Generator(1)),
        ["focal"] = () => new FocalLoss(2, 0.25),
        ["focal-half"] = () => new FocalLoss(0.5),
        ["cb-softmax"] = () => new ClassBalancedLoss([1, 50, 900, 3], 0.999, ClassBalancedForm.Softmax),
        ["cb-sigmoid"] = () => new ClassBalancedLoss([1, 50, 900, 3], 0.999, ClassBalancedForm.Sigmoid),
        ["cb-focal"] = () => new ClassBalancedLoss([1, 50, 900, 3], 0.999, ClassBalancedForm.Focal, gamma: 0.5),
    };

    public static TheoryData<string> Names() => [.. Losses.Keys];

    public static TheoryData<string, ScalarType> NamesAndTypes()
    {
        var data = new TheoryData<string, ScalarType>();
        foreach (var name in Losses.Keys)
        {
            data.Add(name, ScalarType.Float32);
            data.Add(name, ScalarType.Float64);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(NamesAndTypes))]
    public void Forward_LogitsUpToTenThousand_HasFiniteValueAndGradient(string name, ScalarType dtype)
    {
        using var loss = Losses[name]();
        double[][] rows = [[1e4, -1e4, 0, 1e4], [-1e4, -1e4, -1e4, -1e4], [1e4, 1e4, 1e4, 1e4], [0, 0, 0, 0], [-1e4, 88, 104, -104]];
        foreach (long label in new[] { 0, 1, 2, 3 })
        {
            var (value, gradient) = Evaluate(Matrix(rows, dtype), z => loss.call(z, Labels([label, label, label, label, label])));
            Assert.True(double.IsFinite(value) && value >= 0, $"label {label}: loss {value}");
            Assert.All(gradient, g => Assert.True(double.IsFinite(g), $"label {label}: gradient {string.Join(", ", gradient)}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_InsideAScope_LeavesOnlyItsResultThere(string name)
    {
        using var loss = Losses[name]();
        using var scope = NewDisposeScope();
        foreach (var dtype in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var (logits, labels) = (randn(5, 4, dtype: dtype, requires_grad: true), Labels([0, 1, 2, 3, 0]));
            var before = scope.DisposablesCount;
            var value = loss.call(logits, labels);
            Assert.Equal(before + 1, scope.DisposablesCount);
            value.backward();
            Assert.Equal(before + 1, scope.DisposablesCount);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_NaNLogitsWhileChecking_SaysWhere(string name)
    {
        using var loss = Losses[name]();
        using var logits = Matrix([[0, 1, 2, 3], [0, 1, double.NaN, double.NaN]], ScalarType.Float32);
        using var labels = Labels([0, 1]);
        AppContext.SetSwitch(LossInput.CheckNaN, true);
        try
        {
            var error = Assert.Throws<ArithmeticException>(() => loss.call(logits, labels));
            Assert.Contains("2 of the 8 logits are NaN; the first is in row 1", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            AppContext.SetSwitch(LossInput.CheckNaN, false);
        }
        using var unchecked_ = loss.call(logits, labels);
        Assert.True(double.IsNaN(unchecked_.ToDouble()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_LabelOutOfRange_SaysTheRange(string name)
    {
        using var loss = Losses[name]();
        using var logits = zeros(2, 4);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => loss.call(logits, Labels([0, 5])));
        Assert.Contains("expected labels in [0, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("got values from 0 to 5", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_NoSamples_IsZero(string name)
    {
        using var loss = Losses[name]();
        using var logits = zeros(0, 4, dtype: ScalarType.Float32, requires_grad: true);
        using var value = loss.call(logits, zeros(0, dtype: ScalarType.Int64));
        Assert.Equal(0, value.ToDouble());
        value.backward();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_OnCuda_EqualsTheCpu(string name)
    {
        var device = Device("cuda");
        using var onCpu = Losses[name]();
        using var onCuda = Losses[name]().to(device);
        using var logits = randn(64, 4);
        using var labels = randint(0, 4, [64]);
        var expected = Evaluate(logits, z => onCpu.call(z, labels));
        var actual = Evaluate(logits.to(device), z => onCuda.call(z, labels.to(device)));
        Near(expected.Loss, actual.Loss, 1e-6);
        Near(expected.Gradient, actual.Gradient, 1e-6);
    }
}
