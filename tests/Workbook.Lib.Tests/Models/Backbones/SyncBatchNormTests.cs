using Workbook.Models.Backbones;
using Workbook.Ops;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Backbones;

/// <summary>Against TorchSharp's own batch normalisation, of one rank's batch and of two ranks' batches joined.</summary>
public sealed class SyncBatchNormTests
{
    [Fact]
    public void OneRank_IsBatchNorm()
    {
        manual_seed(1).Dispose();
        using var scope = NewDisposeScope();
        var x = randn(4, 5, 3, 3) * 2 + 100;
        var gradient = randn(4, 5, 3, 3);
        AssertSame(Joined(x, gradient), Single(x, gradient), 1e-4);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 1)]
    [InlineData(3, 0)]
    public void TwoRanks_AreBatchNormOfTheJoinedBatch(int first, int second)
    {
        manual_seed(2).Dispose();
        using var scope = NewDisposeScope();
        var (x, gradient) = (randn(first + second, 5, 3, 3) * 2 + 3, randn(first + second, 5, 3, 3));
        long[] sizes = [first, second];
        using var sum = new TwoRankSum();
        var ranks = new Dictionary<string, Tensor>[2];
        var threads = x.split(sizes).Zip(gradient.split(sizes)).Select((part, rank) => new Thread(() =>
        {
            using var own = NewDisposeScope();
            ranks[rank] = Run(new SyncBatchNorm(5, sum.Rank(rank)), part.First, part.Second);
            foreach (var tensor in ranks[rank].Values)
                own.Detach(tensor);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(1))));

        var joined = new Dictionary<string, Tensor>();
        foreach (var (name, value) in ranks[0])
            joined[name] = name switch
            {
                "y" or "grad x" => cat([value, ranks[1][name]]),
                "grad weight" or "grad bias" => value + ranks[1][name],
                _ => value,
            };
        Assert.All(["running_mean", "running_var"], name => Assert.True((ranks[0][name] == ranks[1][name]).all().item<bool>()));
        AssertSame(Joined(x, gradient), joined, 1e-5);
    }

    [Fact]
    public void Evaluating_UsesTheRunningStatistics()
    {
        using var scope = NewDisposeScope();
        using var norm = new SyncBatchNorm(2);
        norm.get_buffer("running_mean")!.fill_(1);
        norm.get_buffer("running_var")!.fill_(4);
        norm.eval();
        var y = norm.call(full([1, 2, 1, 1], 5f));
        Assert.Equal((float)(4 / Math.Sqrt(4 + 1e-5)), y.data<float>()[0], 5);
        Assert.Equal(0, norm.get_buffer("num_batches_tracked")!.item<long>());
    }

    [Fact]
    public void WrongShapeOrNoValues_SaysSo()
    {
        using var scope = NewDisposeScope();
        using var norm = new SyncBatchNorm(2);
        Assert.Contains("[N, 2, H, W], got [1, 3, 1, 1]", Assert.Throws<ArgumentException>(() => norm.call(zeros(1, 3, 1, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => norm.call(zeros(0, 2, 1, 1)));
    }

    private static Dictionary<string, Tensor> Single(Tensor x, Tensor gradient) => Run(new SyncBatchNorm(x.shape[1]), x, gradient);

    private static Dictionary<string, Tensor> Joined(Tensor x, Tensor gradient) => Run(nn.BatchNorm2d(x.shape[1]), x, gradient);

    private static Dictionary<string, Tensor> Run(nn.Module<Tensor, Tensor> norm, Tensor x, Tensor gradient)
    {
        using (no_grad())
        {
            norm.get_parameter("weight")!.copy_(arange(1, x.shape[1] + 1));
            norm.get_parameter("bias")!.copy_(arange(x.shape[1]));
        }
        var input = x.detach().clone().requires_grad_();
        var y = norm.call(input);
        y.backward([gradient]);
        return new Dictionary<string, Tensor>
        {
            ["y"] = y.detach(),
            ["grad x"] = input.grad!,
            ["grad weight"] = norm.get_parameter("weight")!.grad!,
            ["grad bias"] = norm.get_parameter("bias")!.grad!,
            ["running_mean"] = norm.get_buffer("running_mean")!.clone(),
            ["running_var"] = norm.get_buffer("running_var")!.clone(),
            ["num_batches_tracked"] = norm.get_buffer("num_batches_tracked")!.clone(),
        };
    }

    private static void AssertSame(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> actual, double tolerance)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (name, value) in expected)
        {
            var difference = (value - actual[name]).abs().max().to(ScalarType.Float64).item<double>();
            var scale = Math.Max(1, value.abs().max().to(ScalarType.Float64).item<double>());
            Assert.True(difference <= tolerance * scale, FormattableString.Invariant($"{name}: differs by {difference} at a scale of {scale}"));
        }
    }

    /// <summary>Two threads of one process that meet at each sum.</summary>
    private sealed class TwoRankSum : IDisposable
    {
        private readonly Barrier _barrier = new(2);
        private readonly double[]?[] _values = new double[2][];

        public IRankSum Rank(int rank) => new Member(this, rank);

        public void Dispose() => _barrier.Dispose();

        private sealed class Member(TwoRankSum group, int rank) : IRankSum
        {
            public Tensor Sum(Tensor value)
            {
                group._values[rank] = value.detach().data<double>().ToArray();
                group._barrier.SignalAndWait();
                var sum = group._values[0]!.Zip(group._values[1]!, (a, b) => a + b).ToArray();
                group._barrier.SignalAndWait();
                return tensor(sum);
            }
        }
    }
}
