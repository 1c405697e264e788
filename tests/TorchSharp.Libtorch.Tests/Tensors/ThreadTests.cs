using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Tensors;

public class ThreadTests
{
    [Fact]
    public void ManyThreads_EachWithItsScope_ComputeAndDifferentiate()
    {
        const int Threads = 8;
        var results = new double[Threads];
        var errors = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(id => new Thread(() =>
        {
            try
            {
                for (var round = 0; round < 50; round++)
                {
                    using var scope = NewDisposeScope();
                    var x = full([16, 16], id + 1.0, ScalarType.Float64, requires_grad: true);
                    var y = (x.matmul(x) + x[0]).sum();
                    y.backward();
                    results[id] = x.grad!.sum().item<double>();
                    Assert.All(scope.DisposablesView, owned => Assert.False(((Tensor)owned).IsInvalid));
                }
                Assert.Null(CurrentDisposeScope);
            }
            catch (Exception e)
            {
                errors.Enqueue(e);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(errors);
        // d/dx of sum(x x) is 2 * 16 * c for each of 256 elements; the first row adds one for each of the 16 rows it is broadcast to.
        for (var id = 0; id < Threads; id++)
            Assert.Equal(2.0 * 16 * (id + 1) * 256 + 16 * 16, results[id], 6);
    }

    [Fact]
    public void OneTensor_ReadByManyThreads_IsTheSameForAll()
    {
        using var scope = NewDisposeScope();
        var shared = arange(10_000, ScalarType.Float64);
        var sums = new double[64];
        Parallel.For(0, sums.Length, i =>
        {
            using var local = NewDisposeScope();
            sums[i] = (shared * 2 + i).sum().item<double>();
        });
        for (var i = 0; i < sums.Length; i++)
            Assert.Equal(9999.0 * 10_000 + (10_000.0 * i), sums[i]);
    }
}
