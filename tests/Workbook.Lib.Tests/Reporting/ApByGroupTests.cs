using Workbook.Reporting;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class ApByGroupTests
{
    [Fact]
    public void TwoSeeds_AreBarsWithIntervalsBesideThePublished()
    {
        var report = DetectionSamples.Report(
            DetectionSamples.Table4,
            [
                DetectionSamples.Record(DetectionSamples.Table4.Rows[1].Experiment!, 0) with { Metrics = DetectionSamples.Metrics(20, 10, 21, 24) },
                DetectionSamples.Record(DetectionSamples.Table4.Rows[1].Experiment!, 1) with { Metrics = DetectionSamples.Metrics(22, 10, 23, 24) },
            ]);

        var figure = DetectionFigures.ApByGroup(report);

        // Two places of 0.43 from -0.43; a bar has 0.6 of one, the marker the middle of the rest: -0.43 + 0.43 * 0.8, 0.43 * 0.3, 0.43 * 0.8.
        var traces = Traces(figure);
        Assert.Equal(
            [
                "scatter EQL without E(r) -0.086,0.914,1.914,2.914: 22.2,12.5,24.7,23.1",
                "bar EQL 0.129,1.129,2.129,3.129: 21,10,22,24",
                "scatter EQL 0.344,1.344,2.344,3.344: 22.8,11.3,24.7,25.1",
            ],
            traces.Select(trace => $"{trace["type"]} {trace["name"]} {Points(trace)}"));
        Assert.Equal([true, true, false], traces.Select(trace => (bool)(trace["showlegend"] ?? true)));
        // Student's t with one degree of freedom is 12.7062; the standard error of 20 and 22 is 1.
        Assert.Equal(["12.7062", "none", "12.7062", "none"], traces[1]["error_y"]!["array"]!.Select(end => (string?)end));
        Assert.Equal("EQL: AP (mean of 2 seeds)<br>here 21.00, 95 % interval 8.29 to 33.71<br>published 22.8", (string?)traces[1]["hovertext"]![0]);
        Assert.Equal(["AP", "APr", "APc", "APf"], figure.ToJson()["layout"]!["xaxis"]!["ticktext"]!.Select(text => (string?)text));
    }
}
