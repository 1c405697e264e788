using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public sealed class TableRunnerTests : IDisposable
{
    private static readonly PaperTable[] Both = [PaperTables.Table7, PaperTables.Table8];

    private readonly TemporaryFolder folder = new();
    private readonly FakeExecutor executor = new();
    private readonly Listener listener = new();
    private readonly ResultStore store;
    private readonly TableRunner runner;

    public TableRunnerTests()
    {
        store = new ResultStore(folder.Path);
        runner = new TableRunner(store, executor, "cpu", dataFolder: null);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_SharedRows_AreTrainedOnce()
    {
        // Table 7 has 9 runs; of Table 8's four, softmax and SEQL are among them.
        var plan = runner.Plan(Both, Profile.Mini, seeds: 2, []);
        runner.Run(plan, resume: true, listener, TestContext.Current.CancellationToken);

        Assert.Equal(11 * 2, executor.Trained.Count);
        Assert.Equal(11 * 2, executor.Trained.Distinct().Count());
        Assert.Equal([new RowReference("table7", "gamma=0"), new RowReference("table8", "softmax")], plan[0].Rows);
        Assert.All(executor.Trained.Take(11), spec => Assert.Equal(0, spec.Seed));
        Assert.All(executor.Trained.Skip(11), spec => Assert.Equal(1, spec.Seed));
    }

    [Fact]
    public void Run_Again_TrainsNothing()
    {
        Train(seeds: 1);
        executor.Trained.Clear();

        var again = Train(seeds: 2);

        Assert.Equal(11, executor.Trained.Count);
        Assert.All(executor.Trained, spec => Assert.Equal(1, spec.Seed));
        Assert.All(again.Take(11), run => Assert.Equal(RunOutcome.Reused, run.Outcome));
        Assert.All(again.Take(11), run => Assert.True(File.Exists(run.RecordPath)));
    }

    [Fact]
    public void Run_OtherDeviceOrLibtorch_TrainsAgain()
    {
        Train(seeds: 1);
        executor.Libtorch = "2.0.0";

        Assert.DoesNotContain(Train(seeds: 1), run => run.Outcome == RunOutcome.Reused);
    }

    [Fact]
    public void Plan_Rows_AreTheOnlyOnes()
    {
        var plan = runner.Plan(Both, Profile.Mini, seeds: 1, ["focal", "gamma=0"]);

        Assert.Equal([new RowReference("table7", "gamma=0")], plan[0].Rows);
        Assert.Equal([new RowReference("table8", "focal")], plan[1].Rows);
        Assert.Equal(2, plan.Count);
    }

    [Fact]
    public void Plan_UnknownRow_NamesTheNearest()
    {
        var problem = Assert.Throws<UnknownNameException>(() => runner.Plan(Both, Profile.Mini, 1, ["gama=0"]));

        Assert.Equal("There is no row of table7 or table8 \"gama=0\". Did you mean gamma=0?", problem.Message);
    }

    [Fact]
    public void Plan_QuotedRow_HasNoRun() => Assert.Empty(runner.Plan([PaperTables.Table8], Profile.Mini, 1, ["meta-weight-net"]));

    [Fact]
    public void Run_Interrupted_KeepsCheckpointAndContinues()
    {
        using var stop = new CancellationTokenSource();
        executor.Act = (spec, work, _) =>
        {
            File.WriteAllText(Path.Combine(work, "checkpoint"), "7");
            stop.Cancel();
            return Samples.Record(spec, status: RunStatus.Interrupted);
        };
        var first = runner.Run(Plan(), resume: true, listener, stop.Token);

        Assert.Equal(RunOutcome.Interrupted, first[0].Outcome);
        Assert.All(first.Skip(1), run => Assert.Equal(RunOutcome.NotStarted, run.Outcome));

        var found = new List<bool>();
        executor.Act = (spec, work, _) =>
        {
            found.Add(File.Exists(Path.Combine(work, "checkpoint")));
            return Samples.Record(spec);
        };
        var second = Train(seeds: 1);

        Assert.Equal(11, second.Count(run => run.Outcome == RunOutcome.Trained));
        Assert.True(found[0]);
        Assert.Equal(RunStatus.Finished, store.Load(Profile.Mini).Records.Single(stored => stored.Identity == first[0].Run.Spec.Identity).Record.Status);
    }

    [Fact]
    public void Run_WithoutResume_StartsOver()
    {
        executor.Act = (spec, work, _) =>
        {
            File.WriteAllText(Path.Combine(work, "checkpoint"), "7");
            return Samples.Record(spec, status: RunStatus.Interrupted);
        };
        Train(seeds: 1);
        executor.Act = (spec, work, _) =>
        {
            Assert.False(File.Exists(Path.Combine(work, "checkpoint")));
            return Samples.Record(spec);
        };

        var runs = runner.Run(Plan(), resume: false, listener, TestContext.Current.CancellationToken);

        Assert.All(runs, run => Assert.Equal(RunOutcome.Trained, run.Outcome));
    }

    [Fact]
    public void Run_TrainerThrowsOnStop_IsInterrupted()
    {
        using var stop = new CancellationTokenSource();
        executor.Act = (_, _, cancel) =>
        {
            stop.Cancel();
            cancel.ThrowIfCancellationRequested();
            throw new InvalidOperationException("not reached");
        };

        Assert.Equal(RunOutcome.Interrupted, runner.Run(Plan(), resume: true, listener, stop.Token)[0].Outcome);
    }

    [Fact]
    public void Run_OneFails_TheOthersAreTrained()
    {
        executor.Act = (spec, _, _) => executor.Trained.Count == 2 ? throw new InvalidDataException("train.bin is cut short") : Samples.Record(spec);

        var runs = Train(seeds: 1);

        Assert.Equal(RunOutcome.Failed, runs[1].Outcome);
        Assert.StartsWith("train.bin is cut short (details: ", runs[1].Detail, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidDataException), File.ReadAllText(Path.Combine(store.WorkFolder(runs[1].Run.Spec), "error.txt")), StringComparison.Ordinal);
        Assert.Equal(10, runs.Count(run => run.Succeeded));
    }

    [Fact]
    public void Run_Diverged_IsNotTrainedAgain()
    {
        executor.Act = (spec, _, _) => Samples.Record(spec, status: RunStatus.Diverged);
        Train(seeds: 1);
        executor.Trained.Clear();

        var again = Train(seeds: 1);

        Assert.Empty(executor.Trained);
        Assert.All(again, run => Assert.Equal((RunOutcome.Diverged, false), (run.Outcome, run.Succeeded)));
    }

    [Fact]
    public void Run_TakenByAnotherProcess_IsBusy()
    {
        var plan = Plan();
        using var hold = store.TryLock(plan[0].Spec, out _);

        var runs = runner.Run(plan, resume: true, listener, TestContext.Current.CancellationToken);

        Assert.Equal(RunOutcome.Busy, runs[0].Outcome);
        Assert.StartsWith("in training by process ", runs[0].Detail, StringComparison.Ordinal);
        Assert.Equal(10, executor.Trained.Count);
    }

    [Fact]
    public void Run_RecordedSinceThePlan_IsReused()
    {
        var plan = Plan();
        store.Write(Samples.Record(plan[0].Spec));

        Assert.Equal(RunOutcome.Reused, runner.Run(plan, resume: true, listener, TestContext.Current.CancellationToken)[0].Outcome);
        Assert.Equal(10, executor.Trained.Count);
    }

    [Fact]
    public void Run_Observer_HearsInOrder()
    {
        runner.Run(runner.Plan(Both, Profile.Mini, 1, ["focal"]), resume: true, listener, TestContext.Current.CancellationToken);

        Assert.Equal(["started 0", "at 1", "ended Trained"], listener.Heard);
    }

    private IReadOnlyList<PlannedRun> Plan() => runner.Plan(Both, Profile.Mini, seeds: 1, []);

    private IReadOnlyList<CompletedRun> Train(int seeds) =>
        runner.Run(runner.Plan(Both, Profile.Mini, seeds, []), resume: true, listener, TestContext.Current.CancellationToken);
}
