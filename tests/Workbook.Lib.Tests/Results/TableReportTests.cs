using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public sealed class TableReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;

    public TableReportTests() => store = new ResultStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Build_ThreeSeeds_GivesMeanAndSampleDeviation()
    {
        // 40, 41 and 45: mean 42, squared distances 4 + 1 + 9 = 14, 14 / 2 = 7.
        Add(Samples.Spec(seed: 0), 40);
        Add(Samples.Spec(seed: 1), 41);
        Add(Samples.Spec(seed: 2), 45);

        var row = Row(Build(PaperTables.Table8), "seql");
        var top1 = row.Metrics[0];

        Assert.Equal(42, top1.Mean!.Value, 12);
        Assert.Equal(Math.Sqrt(7), top1.Deviation!.Value, 12);
        Assert.Equal(42 - 43.38, top1.Difference!.Value, 12);
        Assert.Equal([0, 1, 2], row.Records.Select(stored => stored.Record.Spec.Seed));
    }

    [Fact]
    public void Build_OneSeed_HasNoDeviation()
    {
        Add(Samples.Spec(), 40);

        var report = Build(PaperTables.Table8);

        Assert.Null(Row(report, "seql").Metrics[0].Deviation);
        Assert.Contains(report.Hints, hint => hint.Text.StartsWith("One seed only", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_RealAndSynthetic_AreNotMixed()
    {
        Add(Samples.Spec(seed: 0), 40, minute: 1);
        Add(Samples.Spec(seed: 1, data: Samples.Synthetic), 90, minute: 2);

        var row = Row(Build(PaperTables.Table8), "seql");

        Assert.Equal(40, row.Metrics[0].Mean);
        Assert.False(row.IsSynthetic);
    }

    [Fact]
    public void Build_SyntheticOnly_IsLabelledAndHasNoDifference()
    {
        Add(Samples.Spec(data: Samples.Synthetic), 90);

        var report = Build(PaperTables.Table8);

        Assert.True(Row(report, "seql").IsSynthetic);
        Assert.Null(Row(report, "seql").Metrics[0].Difference);
        Assert.Contains("| 90.00 (SYNTHETIC) |", report.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains(report.Hints, hint => hint.Text.StartsWith("SYNTHETIC data (synthetic)", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_TwoVersionsOfTheCode_ShowsTheLatestAndFlagsIt()
    {
        Add(Samples.Spec(seed: 0, code: "code1"), 40, minute: 1);
        Add(Samples.Spec(seed: 1, code: "code1"), 42, minute: 2);
        Add(Samples.Spec(seed: 0, code: "code0"), 30, minute: 0);

        var current = Row(Build(PaperTables.Table8), "seql");
        Assert.Equal((41.0, false), (current.Metrics[0].Mean!.Value, current.IsOtherCode));

        Add(Samples.Spec(seed: 2, code: "code2"), 50, minute: 3);
        var other = Build(PaperTables.Table8);
        Assert.Equal((50.0, true), (Row(other, "seql").Metrics[0].Mean!.Value, Row(other, "seql").IsOtherCode));
        Assert.Contains("other code", other.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_OtherDevice_IsNotMixed()
    {
        Add(Samples.Spec(seed: 0), 40, minute: 1);
        Add(Samples.Spec(seed: 1) with { Device = "cuda" }, 42, minute: 2);

        Assert.Equal(42, Row(Build(PaperTables.Table8), "seql").Metrics[0].Mean);
    }

    [Fact]
    public void Build_RowsFromDifferentData_AreFlagged()
    {
        Add(Samples.Spec(), 40);
        Add(Samples.Spec(Baselines.ResNet32Cifar100LongTail, data: Samples.Synthetic), 90);

        Assert.Contains(new Hint(HintSeverity.Warning, "Rows differ in data (synthetic; CIFAR-100): do not compare them."), Build(PaperTables.Table8).Hints);
    }

    [Fact]
    public void Build_DivergedSeed_IsNamedAndLeftOut()
    {
        Add(Samples.Spec(seed: 0), 40);
        store.Write(Samples.Record(Samples.Spec(seed: 1), status: RunStatus.Diverged));

        var report = Build(PaperTables.Table8);

        Assert.Equal(40, Row(report, "seql").Metrics[0].Mean);
        Assert.Equal([1], Row(report, "seql").DivergedSeeds);
        Assert.Contains(
            new Hint(HintSeverity.Warning, "Diverged and left out of the mean: SEQL, gamma 0.95, lambda 3e-3, seed 1."), report.Hints);
    }

    [Fact]
    public void Build_CopiedRow_HasNoDifference()
    {
        Add(Samples.Spec(PaperTables.Table8.Row("focal").Experiment), 38);

        var row = Row(Build(PaperTables.Table8), "focal");

        Assert.Equal((38.0, 35.62), (row.Metrics[0].Mean!.Value, row.Metrics[0].Published!.Value));
        Assert.Null(row.Metrics[0].Difference);
    }

    [Fact]
    public void Build_OtherProfileOrInterrupted_IsNotShown()
    {
        Add(Samples.Spec(profile: Profile.Smoke), 1);
        store.Write(Samples.Record(Samples.Spec(), status: RunStatus.Interrupted));

        Assert.Empty(Row(Build(PaperTables.Table8), "seql").Records);
    }

    [Fact]
    public void Build_Problems_AreNotes()
    {
        Add(Samples.Spec(), 40);
        File.WriteAllText(Path.Combine(store.ProfileFolder(Profile.Mini), "runs", "broken.json"), "{");

        Assert.Contains(Build(PaperTables.Table8).Hints, hint => hint.Text.Contains("broken.json is not a run record", StringComparison.Ordinal));
    }

    private static RowResults Row(TableReport report, string id) => report.Rows.Single(row => row.Row.Id == id);

    private TableReport Build(PaperTable table) => TableReport.Build(table, Profile.Mini, store.Load(Profile.Mini), new("code1", "code1", "code1"));

    private void Add(RunSpec spec, double top1, int minute = 0) => store.Write(Samples.Record(spec, top1, minute: minute));
}
