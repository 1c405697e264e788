using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Data.Detection;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class TableFiguresTests
{
    [Fact]
    public void FiguresOfTwoRows_RowWithoutRecords_IsNamed()
    {
        var report = DetectionSamples.Report(DetectionSamples.Table5, [DetectionSamples.Whole(SigmoidRow, seed: 0)]);
        var (sigmoid, eql) = (report.Row("sigmoid"), report.Row("eql"));

        Assert.Equal(
            [
                "No finished run with results by category is recorded for EQL.", "No finished run with probabilities is recorded for EQL.",
                "No finished run with results by category is recorded for EQL.", "No finished run with example images is recorded for EQL.",
            ],
            new[]
            {
                DetectionFigures.GradientsByCategory(sigmoid, eql), DetectionFigures.ProbabilityByCategory(sigmoid, eql), DetectionFigures.GainByCategory(sigmoid, eql),
                DetectionFigures.DetectionsInImage(sigmoid, eql),
            }.Select(figure => figure.Description));
    }

    [Fact]
    public void TrainingCurves_WithoutAccuracy_IsTheLossAlone()
    {
        var experiment = DetectionSamples.Table4.Rows[0].Experiment!;
        var report = DetectionSamples.Report(
            DetectionSamples.Table4,
            [
                DetectionSamples.Record(experiment, 0) with { Curve = [new(0, 4, 0.1), new(9, 2, 0.1)] },
                DetectionSamples.Record(experiment, 1) with { Curve = [new(0, 5, 0.1), new(9, 3, 0.1)] },
            ]);

        var figure = ClassificationFigures.TrainingCurves(report);

        var trace = Assert.Single(Traces(figure));
        Assert.Equal("1,10: 4.5,2.5", Points(trace));
        Assert.True((bool)trace["showlegend"]!);
        Assert.Null(figure.ToJson()["layout"]!["xaxis2"]);
        Assert.Equal(["Training loss"], Notes(figure));
    }

    [Theory]
    [InlineData("table1", new[] { 0, 1 }, "Gain of EQL over", "Training of")]
    [InlineData("table2", new[] { 0 }, "Average precision over the tail ratio", "Training of")]
    [InlineData("table4", new[] { 0, 1 }, "Average precision by", "Detections in", "Training of")]
    [InlineData("table4", new[] { 1 }, "Average precision by", "Training of")]
    [InlineData("table5", new[] { 0, 1, 4 }, "Average precision by", "Gradients of", "Predicted probability", "Gain in AP of", "Training of")]
    [InlineData("table5", new[] { 0, 4 }, "Average precision by", "Training of")]
    [InlineData("table5", new int[0])]
    public void TableFigures_RecordedRows_DecideWhatIsShown(string id, int[] recorded, params string[] titles)
    {
        var table = new[] { DetectionSamples.Table1, DetectionSamples.Table2, DetectionSamples.Table4, DetectionSamples.Table5 }.Single(table => table.Id == id);
        var report = DetectionSamples.Report(table, recorded.Select(row => DetectionSamples.Whole(table.Rows[row], seed: 0)));

        var figures = TableFigures.Of(report);

        Assert.Equal(titles, figures.Select((figure, index) => figure.Title[..titles[index].Length]));
        Assert.All(figures, figure => Assert.NotEmpty(figure.ToJson()["data"]!));
        // Not that of class-aware sampling, which comes first and has the sigmoid loss too.
        if (titles.Length == 5)
            Assert.Contains("Sigmoid", figures[3].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void TableFigures_Table3_ShowsTheFunctionsWithoutRuns() => Assert.Equal(
        ["The three forms of the threshold function T(f)"],
        TableFigures.Of(DetectionSamples.Report(DetectionSamples.Table("table3", EqlRow), [])).Select(figure => figure.Title));

    [Theory]
    [InlineData(Profile.Smoke, true, "Profile smoke: the numbers mean nothing. SYNTHETIC data", "SYNTHETIC")]
    [InlineData(Profile.Smoke, false, "Profile smoke: the numbers mean nothing", "SMOKE")]
    [InlineData(Profile.Mini, true, "Profile mini. SYNTHETIC data", "SYNTHETIC")]
    public void EveryFigure_NoResult_SaysSo(Profile profile, bool synthetic, string ending, string mark)
    {
        CategoryResult[] categories = [DetectionSamples.Category(1, "a", FrequencyGroup.Rare, 5, 10, 0.1, 0.1, 0.5)];
        RunRecord Record(TableRow row) => DetectionSamples.Record(row.Experiment!, 0, profile, synthetic ? DetectionSamples.Synthetic : DetectionSamples.Real) with
        {
            Categories = categories, Examples = [Example([], [])],
        };
        TableReport Report(PaperTable table) => DetectionSamples.Report(table, table.Rows.Select(Record));
        var (pairs, lambdas, excluding, methods) = (
            Report(DetectionSamples.Table1), Report(DetectionSamples.Table2), Report(DetectionSamples.Table4), Report(DetectionSamples.Table5));

        foreach (var figure in new[] { pairs, lambdas, excluding, methods }.SelectMany(TableFigures.Of))
        {
            Assert.EndsWith(ending, figure.Title, StringComparison.Ordinal);
            Assert.Contains(figure.ToJson()["layout"]!["annotations"]!, note => (string?)note["text"] == mark);
        }
    }

    [Fact]
    public void EveryFigure_HostileNames_AreText()
    {
        var hostile = Hostile.Text("name");
        var rows = new[] { DetectionSamples.Table4, DetectionSamples.Table5 }
            .Select(table => table with { Rows = [.. table.Rows.Select(row => row with { Label = $"{row.Label} {hostile}" })] })
            .Select(table => DetectionSamples.Report(table, table.Rows.Select(row => DetectionSamples.Whole(row, seed: 0, hostile))));
        var figures = rows.SelectMany(TableFigures.Of).ToArray();

        Assert.Equal(8, figures.Length);
        foreach (var figure in figures)
        {
            Markup.AssertSound(figure.ToHtml());
            Assert.DoesNotContain(Strings(figure.ToJson()), text => text.Replace("<br>", "", StringComparison.Ordinal).Contains('<', StringComparison.Ordinal));
        }
        Assert.Contains("name&lt;/script&gt;… 0.95", Strings(figures[1].ToJson()));

        // But for the groups of the legend, which are keys and not shown.
        static IEnumerable<string> Strings(JToken json) => json switch
        {
            JProperty { Name: "legendgroup" } => [],
            JContainer container => container.Children().SelectMany(Strings),
            { Type: JTokenType.String } => [(string)json!],
            _ => [],
        };
    }

    [Fact]
    public void EveryFigure_AnyCulture_IsTheSame()
    {
        var culture = CultureInfo.CurrentCulture;
        var invariant = All();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal(invariant, All());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        static string[] All() =>
        [
            .. new[] { DetectionSamples.Table1, DetectionSamples.Table2, DetectionSamples.Table4, DetectionSamples.Table5 }
                .Select(table => DetectionSamples.Report(table, table.Rows.Select(row => DetectionSamples.Whole(row, seed: 0))))
                .SelectMany(TableFigures.Of).Append(DetectionFigures.ThresholdFunctions(new ClassFrequency([3, 1], 1000, "test", ""))).Select(figure => figure.ToHtml()),
        ];
    }
}
