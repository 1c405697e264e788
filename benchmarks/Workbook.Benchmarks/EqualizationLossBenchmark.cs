using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace Workbook.Benchmarks;

/// <summary>Forward and backward of the equalization loss, 1024 proposals and 1230 categories.</summary>
[InProcess]
public class EqualizationLossBenchmark
{
    private EqualizationLossWork _work = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        set_num_threads(Threads);
        _work = new EqualizationLossWork(EqualizationLossWork.Proposals);
    }

    [GlobalCleanup]
    public void CleanUp() => _work.Dispose();

    [Benchmark]
    public void Fused() => _work.Fused();

    [Benchmark]
    public void Composed() => _work.Composed();

    [Benchmark(Baseline = true)]
    public void CopyOfTheLogits() => _work.Copy();
}
