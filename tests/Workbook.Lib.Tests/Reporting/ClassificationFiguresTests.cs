using Newtonsoft.Json.Linq;
using Workbook.Data;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class ClassificationFiguresTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;

    public ClassificationFiguresTests() => store = new ResultStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TrainingCurves_TwoSeeds_AreAveragedWhereBothHavePoints()
    {
        Add(seed: 0, record => record with { Curve = [new(0, 4, 0.1), new(9, 2, 0.1), new(19, 1, 0.1)], Accuracy = [new(10, 20, 40), new(20, 30, 50)] });
        Add(seed: 1, record => record with { Curve = [new(0, 5, 0.1), new(9, 3, 0.1)], Accuracy = [new(10, 22, 40), new(20, 34, 50)] });

        var figure = ClassificationFigures.TrainingCurves(Report(PaperTables.Table8));

        var traces = Traces(figure);
        Assert.Equal(["x 1,10 y 4.5,2.5", "x2 10,20 y2 21,32"], traces.Select(Points));
        Assert.Contains("mean of 2 seeds", (string?)traces[0]["hovertext"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public void TrainingCurves_RowsOfTheGrid_AreToldApartByGammaAndLambda()
    {
        foreach (var row in PaperTables.Table7.Rows)
            Add(0, record => record, row.Experiment, data: Samples.Synthetic);

        var traces = Traces(ClassificationFigures.TrainingCurves(Report(PaperTables.Table7))).Where(trace => (bool)trace["showlegend"]!).ToArray();

        Assert.Equal(9, traces.Length);
        Assert.Equal(["gamma 0 (softmax)", "gamma 0.75, lambda 3e-3"], traces[..2].Select(trace => (string?)trace["name"]));
        // Softmax, four gammas at the first lambda, the same at the second.
        Assert.Equal(5, traces.Select(trace => (string?)trace["line"]!["color"]).Distinct().Count());
        Assert.Equal(traces[1..5].Select(trace => trace["line"]!["color"]), traces[5..].Select(trace => trace["line"]!["color"]));
        Assert.All(traces[..5], trace => Assert.Equal("solid", trace["line"]!["dash"]));
        Assert.All(traces[5..], trace => Assert.Equal("dash", trace["line"]!["dash"]));
        Assert.All(traces, trace => Assert.Contains("SYNTHETIC", (string?)trace["hovertext"]![0], StringComparison.Ordinal));
    }

    [Fact]
    public void TrainingCurves_SomeRowsSynthetic_AreMarkedInTheLegend()
    {
        Add(0, record => record, Baselines.ResNet32Cifar100LongTail, data: Samples.Synthetic);
        Add(0, record => record);

        var names = Traces(ClassificationFigures.TrainingCurves(Report(PaperTables.Table7))).Select(trace => (string?)trace["name"]).Distinct();

        Assert.Equal(["gamma 0 (softmax) (SYNTHETIC)", "gamma 0.95, lambda 3e-3"], names);
    }

    [Fact]
    public void TrainingCurves_NoRecords_IsAStatement()
    {
        var figure = ClassificationFigures.TrainingCurves(Report(PaperTables.Table7));

        Assert.Empty(figure.ToJson()["data"]!);
        Assert.Equal("No run of this table is recorded at this profile.", figure.Description);
    }

    [Theory]
    [InlineData(Profile.Smoke, true, "Profile smoke: the numbers mean nothing. SYNTHETIC data", "SYNTHETIC")]
    [InlineData(Profile.Smoke, false, "Profile smoke: the numbers mean nothing", "SMOKE")]
    [InlineData(Profile.Mini, true, "Profile mini. SYNTHETIC data", "SYNTHETIC")]
    [InlineData(Profile.Mini, false, "Profile mini", null)]
    public void EveryFigure_NoResult_SaysSo(Profile profile, bool synthetic, string ending, string? mark)
    {
        var data = synthetic ? Samples.Synthetic : Samples.Real;
        Add(0, record => record, Baselines.ResNet32Cifar100LongTail, profile, data);
        Add(0, record => record, Samples.Seql, profile, data);
        var report = Report(PaperTables.Table7, profile);

        foreach (var figure in new[]
        {
            ClassificationFigures.TrainingCurves(report),
            ClassificationFigures.AccuracyByClassSize(report.Rows[0], report.Rows[3]),
            ClassificationFigures.Top1OverGamma(report),
        })
        {
            Assert.EndsWith(ending, figure.Title, StringComparison.Ordinal);
            Assert.Equal(mark is not null, figure.ToJson()["layout"]!["annotations"]!.Any(note => (string?)note["text"] == mark));
        }
    }

    [Fact]
    public void AccuracyByClassSize_TwoSeeds_AveragesClassesAndGroups()
    {
        foreach (var (seed, apple, few) in new[] { (0, 80.0, 1.0), (1, 90.0, 4.0) })
        {
            RunRecord Change(RunRecord record) => record with
            {
                PerClass = [new(0, "apple", 500, 100, apple), new(1, "bee", 20, 100, 10), new(2, "crab", 2, 100, few), new(3, "dog", 3, 0, null)],
                Metrics = new Dictionary<string, double> { ["top1"] = 40, ["many"] = apple, ["medium"] = 10, ["few"] = few },
            };
            Add(seed, Change, Baselines.ResNet32Cifar100LongTail);
            Add(seed, Change);
        }
        var report = Report(PaperTables.Table7);

        var figure = ClassificationFigures.AccuracyByClassSize(report.Rows[0], report.Rows[3]);

        // Markers, then few, medium and many.
        var traces = Traces(figure);
        Assert.Equal(8, traces.Length);
        Assert.Equal("x 500,20,2 y 85,10,2.5", Points(traces[0]));
        Assert.Equal([2.5, 10, 85], traces[1..4].Select(trace => (double)trace["y"]![0]!));
        // Few ends below 20 images, medium below 101.
        var bands = figure.ToJson()["layout"]!["shapes"]!.Select(shape => (From: (double)shape["x0"]!, To: (double)shape["x1"]!)).ToArray();
        Assert.Equal([(1.6, 19.5), (19.5, 100.5), (100.5, 625)], bands);
        Assert.Equal(
            ["few<br>2.5 → 2.5 %", "medium<br>10.0 → 10.0 %", "many<br>85.0 → 85.0 %"],
            figure.ToJson()["layout"]!["annotations"]!.Select(note => (string?)note["text"]));
    }

    [Fact]
    public void AccuracyByClassSize_RowWithoutRecords_IsNamed()
    {
        Add(seed: 0, record => record);
        var report = Report(PaperTables.Table7);

        var figure = ClassificationFigures.AccuracyByClassSize(report.Rows[0], report.Rows[3]);

        Assert.Empty(figure.ToJson()["data"]!);
        Assert.Equal("No finished run with accuracies by class is recorded for SEQL, gamma 0 (softmax).", figure.Description);
    }

    [Fact]
    public void Top1OverGamma_SomeRows_LeavesTheOthersOut()
    {
        Add(0, record => record, Baselines.ResNet32Cifar100LongTail, top1: 24);
        Add(0, record => record, top1: 26);
        Add(1, record => record, top1: 28);

        var traces = Traces(ClassificationFigures.Top1OverGamma(Report(PaperTables.Table7)));

        Assert.Equal(["lambda 3e-3", "lambda 3e-3", "lambda 5e-3", "lambda 5e-3"], traces.Select(trace => (string?)trace["name"]));
        Assert.Equal("x 0,1,2,3,4 y 41.33,42.08,43.12,43.38,42.44", Points(traces[0]));
        Assert.Equal("x2 0,1,2,3,4 y2 24,,,27,", Points(traces[1]));
        Assert.Equal("x 0,1,2,3,4 y 41.33,42.26,43.74,43.3,42.49", Points(traces[2]));
        Assert.Equal("x2 0,1,2,3,4 y2 24,,,,", Points(traces[3]));
        // 26 and 28: squared distances 1 + 1 over 1, so the square root of 2.
        Assert.Equal(["none", "none", "none", "1.41421", "none"], traces[1]["error_y"]!["array"]!.Select(bar => (string?)bar));
    }

    [Fact]
    public void Top1OverGamma_BothPanels_HaveOneScale()
    {
        Add(0, record => record, Baselines.ResNet32Cifar100LongTail, top1: 20);
        Add(0, record => record, top1: 30);

        var layout = ClassificationFigures.Top1OverGamma(Report(PaperTables.Table7)).ToJson()["layout"]!;

        var spans = new[] { "yaxis", "yaxis2" }.Select(axis => (double)layout[axis]!["range"]![1]! - (double)layout[axis]!["range"]![0]!).ToArray();
        Assert.Equal(spans[0], spans[1], 1e-3);
        Assert.InRange(spans[0], 10, 20);
    }

    [Fact]
    public void Top1OverGamma_SyntheticRuns_AreMarkedAndThePublishedPanelIsNot()
    {
        Add(0, record => record, Baselines.ResNet32Cifar100LongTail, data: Samples.Synthetic);

        var figure = ClassificationFigures.Top1OverGamma(Report(PaperTables.Table7)).ToJson();

        var mark = Assert.Single(figure["layout"]!["annotations"]!, note => (string?)note["text"] == "SYNTHETIC");
        Assert.Equal("x2 domain", (string?)mark["xref"]);
    }

    [Fact]
    public void Top1OverGamma_OtherTable_IsRefused()
    {
        var other = PaperTables.Table8 with { Rows = [PaperTables.Table8.Row("meta-weight-net")], Claims = [] };

        Assert.Contains("table7", Assert.Throws<ArgumentException>(() => ClassificationFigures.Top1OverGamma(Report(other))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShotsOverGamma_TwoSeedsOfARow_AreBesideThePublishedAtTheirGamma()
    {
        foreach (var (seed, few) in new[] { (0, 10.0), (1, 14.0) })
            Add(
                seed, record => record with { Metrics = new Dictionary<string, double> { ["top1"] = 30, ["many"] = 40, ["medium"] = 25, ["few"] = few } },
                PaperTables.Table9.Row("gamma=0.9").Experiment, data: Samples.Synthetic);

        var figure = ClassificationFigures.ShotsOverGamma(Report(PaperTables.Table9));

        var traces = Traces(figure);
        Assert.Equal(["many-shot", "medium-shot", "few-shot", "all classes"], traces.Where((_, index) => index % 2 == 0).Select(trace => (string?)trace["name"]));
        Assert.Equal("x 0,1,2,3,4 y 53.2,52.5,52.1,49.4,46.5", Points(traces[0]));
        Assert.Equal("x 0,1,2,3,4 y 8,9.8,11.6,14.5,16.4", Points(traces[4]));
        Assert.Equal("x2 0,1,2,3,4 y2 ,,,12,", Points(traces[5]));
        Assert.EndsWith("SYNTHETIC data", figure.Title, StringComparison.Ordinal);
        Assert.Contains("table9", Assert.Throws<ArgumentException>(() => ClassificationFigures.ShotsOverGamma(Report(PaperTables.Table1))).Message, StringComparison.Ordinal);
    }

    private static JToken[] Traces(Figure figure) => [.. figure.ToJson()["data"]!];

    private static string Points(JToken trace) =>
        $"{trace["xaxis"]} {string.Join(',', trace["x"]!.Select(Text))} {trace["yaxis"]} {string.Join(',', trace["y"]!.Select(Text))}";

    private static string Text(JToken number) => ((double?)number)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private TableReport Report(PaperTable table, Profile profile = Profile.Mini) => TableReport.Build(table, profile, store.Load(profile), new("code1", "code1", "code1"));

    private void Add(
        int seed, Func<RunRecord, RunRecord> change, Experiment? experiment = null, Profile profile = Profile.Mini, DataSource? data = null, double top1 = 41.25) =>
        store.Write(change(Samples.Record(Samples.Spec(experiment, profile, seed, data), top1)));
}
