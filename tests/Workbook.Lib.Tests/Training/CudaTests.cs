using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Losses;
using Workbook.Tests.Models;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

/// <summary>Training on a CUDA device, on the SYNTHETIC sets.</summary>
[Collection(nameof(Alone))]
public sealed class CudaTests : IClassFixture<DetectionRunTests.Sets>, IDisposable
{
    private readonly DetectionRunTests.Sets _sets;
    private readonly TemporaryFolder _folder = new();

    public CudaTests(DetectionRunTests.Sets sets) => _sets = sets;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(DetectionRunTests.Variants), MemberType = typeof(DetectionRunTests))]
    public void Step_HasAboutTheLossOfTheCpu(string name)
    {
        var device = LossTesting.Device("cuda");
        using var here = _sets.Trainer(DetectionRunTests.Experiments[name], gathersStatistics: true);
        using var there = _sets.Trainer(DetectionRunTests.Experiments[name], gathersStatistics: true, device);
        var (expected, actual) = (here.Step(), there.Step());

        Assert.Equal(expected.Losses.Select(loss => loss.Name), actual.Losses.Select(loss => loss.Name));
        // Proposals are drawn by the device's own random numbers, of C4 only a few.
        Assert.Equal(1, actual.Loss / expected.Loss, 0.2);
    }

    [Theory]
    [InlineData("table2", "lambda=5e-4")]
    [InlineData("table7", "gamma=0.95,lambda=3e-3")]
    [InlineData("table9", "gamma=0.9")]
    [InlineData("table11", "mask-scales")]
    public void Run_Twice_GivesTheSameRecord(string table, string row)
    {
        LossTesting.Device("cuda");
        var (first, second) = (Run(table, row, "first"), Run(table, row, "second"));

        Assert.Equal(first.Curve, second.Curve);
        Assert.Equal(first.Metrics, second.Metrics);
        Assert.Equal(first.Categories, second.Categories);
    }

    private RunRecord Run(string table, string row, string folder)
    {
        var store = new ResultStore(_folder.Path + "/" + folder);
        var executor = new RunExecutor(Samples.Record(Samples.Spec()).Environment with { Threads = get_num_threads() }, store);
        var runner = new TableRunner(store, executor, "cuda", null);
        var all = PaperTables.All.Single(one => one.Id == table);
        var run = runner.Plan([all with { Rows = [.. all.Rows.Where(one => one.Id == row)] }], Profile.Smoke, seeds: 1, []).Single();
        var completed = runner.Run([run], resume: true, new Listener(), TestContext.Current.CancellationToken).Single();
        Assert.True(completed.Succeeded, completed.Detail);
        return completed.Record!;
    }
}
