using Workbook.Reporting;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Reporting.DetectionFigureSamples;

namespace Workbook.Tests.Reporting;

public sealed class PairGainsTests
{
    [Fact]
    public void SharedSeeds_ArePairedBesideThePublished()
    {
        var table = DetectionSamples.Table1;
        var (sigmoid, eql) = (table.Row("mask-r-cnn-r-50-fpn").Experiment!, table.Row("mask-r-cnn-r-50-fpn,-eql").Experiment!);
        var report = DetectionSamples.Report(
            table,
            [
                DetectionSamples.Record(sigmoid, 0) with { Metrics = DetectionSamples.Metrics(10, 1, 9, 20) },
                DetectionSamples.Record(sigmoid, 1) with { Metrics = DetectionSamples.Metrics(12, 3, 9, 20) },
                DetectionSamples.Record(eql, 0) with { Metrics = DetectionSamples.Metrics(11, 5, 10, 19) },
                DetectionSamples.Record(eql, 1) with { Metrics = DetectionSamples.Metrics(13, 7, 12, 19) },
            ]);

        var traces = Traces(DetectionFigures.PairGains(report));

        Assert.Equal(
            [
                "Mask R-CNN R-50-C4 2.8,6.5,3.8,-0.2", "Mask R-CNN R-101-C4 2.3,5.3,3.4,-0.1", "Mask R-CNN R-50-FPN 1,4,2,-1", "Mask R-CNN R-50-FPN 2.7,4.1,4.8,-0.3",
                "Mask R-CNN R-101-FPN 2.6,4.8,4.1,-0.1", "Cascade Mask R-CNN R-50-FPN 2,4.1,2.9,-0.2", "Cascade Mask R-CNN R-101-FPN 3,4.3,5,0.1",
            ],
            traces.Select(trace => $"{trace["name"]} {Points(trace).Split(": ")[1]}"));
        // Seed by seed AP gains 1 and 1; APc 1 and 3, whose standard error is 1.
        Assert.Equal(["none", "none", "12.7062", "none"], traces[2]["error_y"]!["array"]!.Select(end => (string?)end));
        Assert.Equal(
            "Mask R-CNN R-50-FPN: gain in APc (seeds 0, 1)<br>here 2.00, 95 % interval -10.71 to 14.71<br>published 4.8", (string?)traces[2]["hovertext"]![2]);
    }

    [Fact]
    public void RowsOnDifferentData_AreNotSubtracted()
    {
        var table = DetectionSamples.Table1;
        var report = DetectionSamples.Report(
            table, [DetectionSamples.Record(table.Rows[0].Experiment!), DetectionSamples.Record(table.Rows[1].Experiment!, data: DetectionSamples.Synthetic)]);

        Assert.Equal("No detector has runs with both losses recorded at this profile.", DetectionFigures.PairGains(report).Description);
    }
}
