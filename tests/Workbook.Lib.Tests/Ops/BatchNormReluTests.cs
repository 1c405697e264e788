using TorchSharp.Modules;
using Workbook.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Ops;

/// <summary>The fused form against TorchSharp's own operators in double precision.</summary>
public sealed class BatchNormReluTests
{
    [Theory]
    [InlineData(4, 8, 5, 5, false)]
    [InlineData(4, 8, 5, 5, true)]
    [InlineData(3, 16, 7, 9, true)]
    [InlineData(64, 24, 16, 16, true)] // more rows than one piece, and not a multiple of it
    [InlineData(3, 64, 1, 5, false)]
    public void Apply_Training_EqualsTheComposedOperators(int n, int c, int h, int w, bool withShortcut)
    {
        manual_seed(1).Dispose();
        using var scope = NewDisposeScope();
        var x = ChannelsLast.Of(randn(n, c, h, w) * 3 + 5);
        var shortcut = withShortcut ? ChannelsLast.Of(randn(n, c, h, w)) : null;
        var gradient = ChannelsLast.Of(randn(n, c, h, w));
        var weight = rand(c) + 0.5;
        var bias = randn(c);

        var expected = Run(fused: false, x.@double(), shortcut?.@double(), gradient.@double(), weight.@double(), bias.@double());
        var actual = Run(fused: true, x, shortcut, gradient, weight, bias);
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, value) in expected)
            AssertClose(name, value, actual[name]);
    }

    [Fact]
    public void Apply_AnyNumberOfThreads_GivesTheSameBits()
    {
        manual_seed(2).Dispose();
        using var scope = NewDisposeScope();
        var x = ChannelsLast.Of(randn(32, 16, 16, 16));
        var gradient = ChannelsLast.Of(randn(32, 16, 16, 16));
        var threads = get_num_threads();
        try
        {
            var results = new[] { 1, 2, 3 }.Select(count =>
            {
                set_num_threads(count);
                return Run(fused: true, x, x.clone(), gradient, ones(16), zeros(16));
            }).ToArray();
            foreach (var other in results.Skip(1))
                foreach (var (name, value) in results[0])
                    Assert.True((value == other[name]).all().item<bool>(), name);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Apply_Evaluating_UsesTheRunningStatistics()
    {
        using var scope = NewDisposeScope();
        var norm = nn.BatchNorm2d(8);
        norm.eval();
        norm.running_mean!.fill_(1);
        norm.running_var!.fill_(4);
        var y = BatchNormRelu.Apply(ChannelsLast.Of(full([1, 8, 1, 1], 5f)), norm);
        AssertClose("y", full([1, 8, 1, 1], (float)(4 / Math.Sqrt(4 + 1e-5))), y);
    }

    [Fact]
    public void Apply_NotANumber_StaysOne()
    {
        using var scope = NewDisposeScope();
        var x = ChannelsLast.Of(randn(2, 8, 2, 2));
        x[0, 3, 1, 1] = float.NaN;
        var y = BatchNormRelu.Apply(x, nn.BatchNorm2d(8));
        Assert.True(y.isnan().select(1, 3).all().item<bool>());
        Assert.False(y.isnan().select(1, 2).any().item<bool>());
    }

    private static Dictionary<string, Tensor> Run(bool fused, Tensor x, Tensor? shortcut, Tensor gradient, Tensor weight, Tensor bias)
    {
        var norm = nn.BatchNorm2d(x.shape[1], momentum: 0.3, dtype: x.dtype);
        using (no_grad())
        {
            norm.weight!.copy_(weight);
            norm.bias!.copy_(bias);
        }
        var input = x.clone().requires_grad_();
        var added = shortcut?.clone().requires_grad_();
        var y = fused ? BatchNormRelu.Apply(input, norm, added) : Composed(input, norm, added);
        y.backward([gradient]);
        var results = new Dictionary<string, Tensor>
        {
            ["y"] = y.detach(),
            ["grad x"] = input.grad!,
            ["grad weight"] = norm.weight!.grad!,
            ["grad bias"] = norm.bias!.grad!,
            ["running mean"] = norm.running_mean!.clone(),
            ["running var"] = norm.running_var!.clone(),
            ["batches"] = norm.num_batches_tracked!.clone(),
        };
        if (added is not null)
            results["grad shortcut"] = added.grad!;
        return results;
    }

    private static Tensor Composed(Tensor x, BatchNorm2d norm, Tensor? shortcut)
    {
        var y = norm.call(x);
        return nn.functional.relu(shortcut is null ? y : y + shortcut);
    }

    private static void AssertClose(string name, Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var scale = Math.Max(1, expected.to(ScalarType.Float64).abs().max().item<double>());
        var difference = (expected - actual).to(ScalarType.Float64).abs().max().item<double>();
        Assert.True(difference <= 1e-5 * scale, FormattableString.Invariant($"{name}: differs by {difference} at a scale of {scale}"));
    }
}
