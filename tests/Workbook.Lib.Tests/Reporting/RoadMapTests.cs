using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class RoadMapTests
{
    [Fact]
    public void Waterfall_EachStep_BeginsWhereTheLastOneEnded()
    {
        var traces = Traces(DetectionFigures.RoadMap(Report()));

        // Seed by seed the second step gains 1 and 3: 2 on average, with a standard error of 1; Student's factor for two seeds is 12.7062.
        Assert.Equal("here", (string?)traces[0]["name"]);
        Assert.Equal([0, 11, 13, 12, 0, 0], traces[0]["base"]!.Select(value => (double)value));
        Assert.Equal([11, 2, -1], traces[0]["y"]!.Take(3).Select(value => (double)value));
        Assert.Equal([12.7062], traces[0]["error_y"]!["array"]!.Skip(1).Take(1).Select(value => Math.Round((double)value, 4)));
        Assert.Equal("published", (string?)traces[1]["name"]);
        Assert.Equal([0, 30.1, 30.8, 31.4, 32.3, 35.1], traces[1]["base"]!.Select(value => (double)value));
        Assert.Equal([30.1, 0.7, 0.6, 0.9, 2.8, 1.3], traces[1]["y"]!.Select(value => Math.Round((double)value, 6)));
        Assert.Equal("+ SENet-154<br>here: AP 13.00, +2.00 over the step before", (string?)traces[0]["hovertext"]![1]);
    }

    [Fact]
    public void Waterfall_AsAPicture_HasABarForEachNumber()
    {
        var picture = DetectionFigures.RoadMap(Report()).ToSvg();

        // Three measured and six published, in the panel; two in the legend; the background.
        Assert.Equal(3 + 6 + 2 + 1, picture.Split("<rect").Length - 1);
    }

    [Fact]
    public void StepGains_AreOverTheStepBefore()
    {
        var traces = Traces(DetectionFigures.StepGains(Report()));

        Assert.Equal("+ SENet-154 2,1,0,0", $"{traces[0]["name"]} {Points(traces[0]).Split(": ")[1]}");
        Assert.Equal("+ SENet-154 0.7,0.4,0.4,1.1", $"{traces[1]["name"]} {Points(traces[1]).Split(": ")[1]}");
    }

    [Fact]
    public void NothingRecorded_SaysSo() => Assert.Equal(
        "No run of this table is recorded at this profile.", DetectionFigures.RoadMap(DetectionSamples.Report(PaperTables.Table11, [])).Description);

    private static Workbook.Results.TableReport Report()
    {
        Workbook.Results.RunRecord Record(string row, int seed, double ap, double rare)
        {
            var record = DetectionSamples.Record(PaperTables.Table11.Row(row).Experiment!, seed);
            return record with { Spec = record.Spec with { Parts = [$"the detector of seed {seed}"] }, Metrics = DetectionSamples.Metrics(ap, rare, 9, 20) };
        }

        return DetectionSamples.Report(
            PaperTables.Table11,
            [
                Record("baseline", 0, 10, 1), Record("baseline", 1, 12, 1), Record("senet154", 0, 11, 2), Record("senet154", 1, 15, 2), Record("open-images", 0, 11, 2),
                Record("open-images", 1, 13, 2),
            ]);
    }
}
