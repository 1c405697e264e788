using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Models;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Training;

/// <summary>The backbone that runs share, on the SYNTHETIC sets.</summary>
[Collection(nameof(Alone))]
public sealed class BackboneExecutorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_TwoRows_TrainOneBackboneAndEachStartsFromIt()
    {
        var store = new ResultStore(_folder.Path + "/results");
        var executor = new RunExecutor(Samples.Record(Samples.Spec()).Environment, store);
        var runner = new TableRunner(store, executor, "cpu", dataFolder: null);

        var plan = runner.Plan([PaperTables.Table4], Profile.Smoke, seeds: 1, rows: []);
        var first = runner.Run(plan, resume: true, new Silent(), TestContext.Current.CancellationToken);
        var again = runner.Run(runner.Plan([PaperTables.Table4], Profile.Smoke, seeds: 1, rows: []), resume: true, new Silent(), TestContext.Current.CancellationToken);

        Assert.All(first, run => Assert.Equal(RunOutcome.Trained, run.Outcome));
        Assert.All(again, run => Assert.Equal(RunOutcome.Reused, run.Outcome));
        Assert.Single(first.Select(run => run.Record!.StartedFrom).Distinct());
        var backbone = Assert.Single(store.Load(Profile.Smoke).Records, stored => stored.Record.Spec.Experiment is BackboneExperiment);
        Assert.Equal(RunStatus.Finished, backbone.Record.Status);
        Assert.Contains("top1", backbone.Record.Metrics.Keys);
    }

    [Fact]
    public void Execute_StoppedAndContinued_GivesTheBitsOfARunThatWasNot()
    {
        var (whole, stopped) = (_folder.Path + "/whole", _folder.Path + "/stopped");

        var record = Train(whole, stopAfter: null);
        Assert.Throws<OperationCanceledException>(() => Train(stopped, stopAfter: 7));
        Assert.False(File.Exists(Path.Combine(stopped, BackboneRun.WeightsFile)));
        var continued = Train(stopped, stopAfter: null);

        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, BackboneRun.WeightsFile)), File.ReadAllBytes(Path.Combine(stopped, BackboneRun.WeightsFile)));
        Assert.Equal(record.Curve, continued.Curve);
        Assert.Equal(record.Metrics, continued.Metrics);
    }

    private static RunRecord Train(string folder, int? stopAfter)
    {
        Directory.CreateDirectory(folder);
        using var stop = new CancellationTokenSource();
        var spec = Samples.Spec() with { Experiment = BackboneExperiment.For(50, Profile.Smoke)!, Seed = 0, Data = SyntheticObjects.Source };
        return BackboneRun.Execute(spec, folder, Samples.Record(spec).Environment, new Stopper(stop, stopAfter), stop.Token);
    }

    private sealed class Stopper(CancellationTokenSource stop, int? after) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Iteration == after)
                stop.Cancel();
        }
    }

    private sealed class Silent : IRunObserver
    {
        public void Started(PlannedRun run)
        {
        }

        public void Progressed(PlannedRun run, TrainingProgress progress)
        {
        }

        public void Ended(CompletedRun run)
        {
        }
    }
}
