using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public sealed class RunExplanationTests
{
    [Fact]
    public void Of_Nothing_IsNeverRun()
    {
        var explanation = Explain(Samples.Spec());

        Assert.Equal((RunState.NeverRun, 0), (explanation.State, explanation.Differences.Count));
    }

    [Fact]
    public void Of_OtherSeedOrLoss_IsNeverRun()
    {
        var explanation = Explain(Samples.Spec(), Samples.Spec(seed: 1), Samples.Spec(Samples.Seql with { Loss = Loss.Softmax() }));

        Assert.Equal(RunState.NeverRun, explanation.State);
    }

    [Fact]
    public void Of_ShorterScheduleAndOtherCode_NamesTheFields()
    {
        var now = Samples.Spec();
        var seql = (ClassificationExperiment)now.Experiment;
        var recorded = now with { TrainingCode = "code0", Experiment = seql with { Schedule = seql.Schedule with { Iterations = 1000, Milestones = [500, 750] } } };

        var explanation = Explain(now, recorded);

        Assert.Equal(RunState.Changed, explanation.State);
        Assert.Equal(
            [
                new FieldDifference("experiment.schedule.iterations", "1000", "1500"),
                new FieldDifference("experiment.schedule.milestones", "[500,750]", "[750,1125]"),
                new FieldDifference("trainingCode", "\"code0\"", "\"code1\""),
            ],
            explanation.Differences);
    }

    [Fact]
    public void Of_SyntheticBefore_NamesTheHashes()
    {
        var explanation = Explain(Samples.Spec(), Samples.Spec(data: Samples.Synthetic));

        Assert.Equal(
            ["data.isSynthetic", "data.name", "data.sha256.recipe", "data.sha256.test.bin", "data.sha256.train.bin"],
            explanation.Differences.Select(field => field.Field));
        Assert.Equal(("\"cc\"", "absent"), (explanation.Differences[2].Recorded, explanation.Differences[2].Now));
    }

    [Fact]
    public void Of_SeveralRecords_TakesTheNearest()
    {
        var explanation = Explain(Samples.Spec(), Samples.Spec(code: "code0", data: Samples.Synthetic), Samples.Spec(code: "code2"));

        Assert.Equal("code2", explanation.Record!.Record.Spec.TrainingCode);
    }

    [Theory]
    [InlineData(RunStatus.Finished, RunState.Reused)]
    [InlineData(RunStatus.Diverged, RunState.Reused)]
    [InlineData(RunStatus.Interrupted, RunState.Continued)]
    public void Of_SameRun_DependsOnItsStatus(RunStatus status, RunState expected)
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        store.Write(Samples.Record(Samples.Spec(), status: status));
        var content = store.Load(Profile.Mini);

        Assert.Equal(expected, RunExplanation.Of(new PlannedRun(Samples.Spec(), [], content.Records[0]), content).State);
    }

    private static RunExplanation Explain(RunSpec spec, params RunSpec[] recorded)
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        foreach (var other in recorded)
            store.Write(Samples.Record(other));
        return RunExplanation.Of(new PlannedRun(spec, [], null), store.Load(Profile.Mini));
    }
}
