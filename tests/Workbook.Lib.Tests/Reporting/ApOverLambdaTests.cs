using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class ApOverLambdaTests
{
    [Fact]
    public void Measured_StandsAtItsOwnTailRatio()
    {
        var table = DetectionSamples.Table2;
        RunRecord Record(int row, double apRare, double tailRatio) => DetectionSamples.Record(table.Rows[row].Experiment!) with
        {
            Metrics = new Dictionary<string, double>(DetectionSamples.Metrics(10, apRare, 9, 20)) { ["tr"] = tailRatio },
        };
        var report = DetectionSamples.Report(table, [Record(5, 4, 9.05), Record(0, 1, 0), Record(1, 3, 0.96)]);

        var figure = DetectionFigures.ApOverLambda(report);

        var traces = Traces(figure);
        Assert.Equal(["AP", "AP", "APr", "APr", "APc", "APc", "APf", "APf"], traces.Select(trace => (string?)trace["name"]));
        Assert.Equal(["solid", "dash"], traces[2..4].Select(trace => (string?)trace["line"]!["dash"]));
        Assert.Equal("0,0.96,9.05: 1,3,4", Points(traces[2]));
        Assert.Equal("0,0.93,3.14,4.88,7.82,9.08,9.83,13.12,18.17: 7.2,11.7,11.2,11.4,11,11.3,11.3,11,10", Points(traces[3]));
        Assert.Equal("lambda 1.76e-3<br>lambda 1.76e-3 on LVIS, tail ratio 9.05 %<br>APr 4.00 here<br>seed 0", (string?)traces[2]["hovertext"]![2]);
        Assert.Equal([(0, 9.08)], Bands(figure));
    }
}
