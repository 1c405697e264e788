using System.Globalization;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Tensors;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Counts of the whole process, so nothing else may run beside these.</summary>
[Collection(nameof(Alone))]
public class LifetimeTests
{
    public LifetimeTests() => CollectWhatOthersLeft();

    /// <summary>Tensors that earlier tests did not dispose must not be finalized between two counts.</summary>
    internal static void CollectWhatOthersLeft()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public void Training_OverAThousandSteps_KeepsTensorsAndMemoryFlat()
    {
        using var scope = NewDisposeScope();
        var weight = randn(64, 64, requires_grad: true);
        var input = randn(128, 64);
        for (var i = 0; i < 200; i++)
            Step(weight, input);
        var (tensors, memory) = (Tensor.TotalCount, ResidentMegabytes());
        for (var i = 0; i < 1000; i++)
            Step(weight, input);
        Assert.Equal(tensors, Tensor.TotalCount);
        var growth = ResidentMegabytes() - memory;
        Assert.True(growth < 8, $"resident memory grew by {growth} MB over 1,000 steps");
    }

    [Fact]
    public void Indexing_InEveryForm_LeavesNoTensorsBehind()
    {
        using var scope = NewDisposeScope();
        var t = zeros(3, 4, 5);
        var mask = ones(3, 4, ScalarType.Bool);
        var before = Tensor.TotalCount;
        for (var i = 0; i < 10; i++)
        {
            t[1, 2].Dispose();
            t[.., 1.., TensorIndex.None, ^1].Dispose();
            t[mask].Dispose();
            t[TensorIndex.Tensor(mask), 0..2].Dispose();
            Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => t[7]);
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void UnownedTensors_AreFreedByTheGarbageCollector()
    {
        var before = Tensor.TotalCount;
        Leak();
        for (var i = 0; i < 50 && Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.True(Tensor.TotalCount <= before, $"{Tensor.TotalCount - before} tensors were not freed");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Leak()
        {
            for (var i = 0; i < 100; i++)
                _ = ones(10) + 1;
        }
    }

    private static void Step(Tensor weight, Tensor input)
    {
        using var scope = NewDisposeScope();
        var loss = input.matmul(weight).sigmoid().log_softmax(1)[.., 0].mean();
        loss.backward();
        using (no_grad())
        {
            weight.sub_(weight.grad!.mul(0.1));
            weight.grad!.zero_();
        }
    }

    private static long ResidentMegabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
