using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Models;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Training;

/// <summary>Tests of challenge systems, on the SYNTHETIC sets.</summary>
[Collection(nameof(Alone))]
public sealed class SystemRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ResultStore _store;
    private readonly RunExecutor _executor;

    public SystemRunTests()
    {
        _store = new ResultStore(_folder.Path + "/results");
        _executor = new RunExecutor(Samples.Record(Samples.Spec()).Environment with { Threads = get_num_threads() }, _store);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_ASystem_TestsTheDetectorsThatItNames()
    {
        var final = (ChallengeSystem)PaperTables.Table11.Row("mask-scales").Experiment!.Scaled(Profile.Smoke);
        var plain = (ChallengeSystem)PaperTables.Table11.Row("open-images").Experiment!.Scaled(Profile.Smoke);

        var (whole, alone) = (Test(final), Test(plain));

        Assert.Equal((RunStatus.Finished, RunStatus.Finished), (whole.Status, alone.Status));
        Assert.Equal(["ap", "ap50", "ap75", "apbbox", "apc", "apf", "aps"], whole.Metrics.Keys.Intersect(["ap", "ap50", "ap75", "apbbox", "apc", "apf", "aps"]).Order());
        string Training(DetectionExperiment experiment, int seed) => _executor.SpecOf(experiment, seed, whole.Spec, null).Identity;
        Assert.Equal([Training(final.Detector, 1), Training(final.CocoExpert!, 0), Training(final.OpenImagesExpert!, 0)], whole.Spec.Parts);
        Assert.Equal([Training(plain.Detector, 1)], alone.Spec.Parts);
        // A detector that its own training tested in the same way finds the same.
        var trained = _store.Load(Profile.Smoke).Records.Single(stored => stored.Identity == alone.Spec.Parts![0]).Record;
        Assert.Equal(trained.Metrics["ap"], alone.Metrics["ap"], 1e-9);
        Assert.Equal(trained.Metrics["apbbox"], alone.Metrics["apbbox"], 1e-9);
    }

    private RunRecord Test(ChallengeSystem system)
    {
        var runner = new TableRunner(_store, _executor, "cpu", null);
        var table = PaperTables.Table11 with { Rows = [.. PaperTables.Table11.Rows.Where(row => row.Experiment!.Scaled(Profile.Smoke).Equals(system))] };
        var run = runner.Plan([table], Profile.Smoke, seeds: 2, []).Single(planned => planned.Spec.Seed == 1);
        return runner.Run([run], resume: true, new Listener(), TestContext.Current.CancellationToken).Single().Record!;
    }
}
