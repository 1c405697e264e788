using Workbook.Experiments;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class ClaimTests
{
    // What records of classifications and of detections hold: see RunRecord.Metrics.
    private static readonly string[] ClassificationMetrics = ["top1", "top5", "many", "medium", "few"];
    private static readonly string[] DetectionMetrics = ["ap", "ap50", "ap75", "aps", "apm", "apl", "apr", "apc", "apf", "apbbox", "tr", "ap1", "ap2", "ap3", "ap4", "ap5"];

    [Fact]
    public void Claims_Declared_UseRowsAndMetricsThatThereAre()
    {
        foreach (var table in PaperTables.All)
        {
            Assert.NotEmpty(table.Claims);
            Assert.Equal(table.Claims.Count, table.Claims.Select(claim => claim.Id).Distinct().Count());
            foreach (var contrast in table.Claims.SelectMany(claim => claim.Contrasts))
                foreach (var term in contrast.Terms)
                {
                    Assert.NotNull(table.Row(term.Row));
                    Assert.Contains(term.Metric, table.Rows.Any(row => row.Experiment is { IsDetection: true }) ? DetectionMetrics : ClassificationMetrics);
                }
        }
    }

    [Fact]
    public void Claims_Declared_HoldForThePublishedNumbers()
    {
        // By hand from the printed table, e.g. 43.38 - 41.33 = 2.05 and 69.95 - 67.75 = 2.20.
        Assert.Equal([2.8, 2.3, 2.7, 2.6, 2, 3], Published(PaperTables.Table1, "ap-every-detector"));
        Assert.Equal([6.5, 6.7, 5.3, 5.4, 4.1, 4.4, 4.8, 4.9, 4.1, 4.3, 4.3, 4.2], Published(PaperTables.Table1, "gain-from-rare"));
        Assert.Equal([3.8, 4, 3.4, 3.5, 4.8, 5.1, 4.1, 4.2, 2.9, 3.1, 5, 4.9], Published(PaperTables.Table1, "gain-from-common"));
        Assert.Equal([0.7, 2], Published(PaperTables.Table2, "ap-rises-with-tail"));
        Assert.Equal([0.3, 0.4], Published(PaperTables.Table2, "ap-falls-beyond"));
        Assert.Equal([4.5, 4.2, 4.7], Published(PaperTables.Table2, "rare-lambda-rare-gain"));
        Assert.Equal([0.3, -0.2], Published(PaperTables.Table2, "rare-lambda-spares-others"));
        Assert.Equal([4.1, 4.8], Published(PaperTables.Table2, "common-lambda-tail-gain"));
        Assert.Equal([-0.3], Published(PaperTables.Table2, "common-lambda-spares-frequent"));
        Assert.Equal([0.5, -0.5, 0.1, -0.1, 0.4, -0.4], Published(PaperTables.Table3, "similar"));
        Assert.Equal([0.5, 0.1], Published(PaperTables.Table3, "threshold-best"));
        Assert.Equal([0.6], Published(PaperTables.Table4, "ap-gain"));
        Assert.Equal([2], Published(PaperTables.Table4, "frequent-fall"));
        Assert.Equal([1.2], Published(PaperTables.Table4, "rare-rise"));
        Assert.Equal([2.7, 2.6, 4.3, 1.5, 1.9, 1.8], Published(PaperTables.Table5, "eql-highest-ap"));
        Assert.Equal([0.1, 3.5, 5, 0.7], Published(PaperTables.Table5, "sampling-rare-for-frequent"));
        Assert.Equal([1, 1.3, 0.3, 2.1, 1.1, 0.4], Published(PaperTables.Table5, "weighting-gains-everywhere"));
        Assert.Equal([-0.8, -0.9], Published(PaperTables.Table5, "weighting-gains-little"));
        Assert.Equal([4.1, 4.8], Published(PaperTables.Table5, "eql-rare-and-common"));
        Assert.Equal([-0.3], Published(PaperTables.Table5, "eql-spares-frequent"));
        Assert.Equal([0.75, 1.79, 2.05, 1.11, 0.93, 2.41, 1.97, 1.16], Published(PaperTables.Table7, "top1-every-setting"));
        Assert.Equal([2.28, 3.75, 4.19, 3.69, 2.2, 3.67, 4.56, 4.32], Published(PaperTables.Table7, "top5-every-setting"));
        Assert.Equal([2.05], Published(PaperTables.Table7, "top1-two-points"));
        Assert.Equal([null, null], Published(PaperTables.Table7, "gain-from-few-images"));
        Assert.Equal([7.76, 7.15], Published(PaperTables.Table8, "top1-above-earlier-losses"));
        Assert.Equal([5.47], Published(PaperTables.Table8, "top1-above-meta-weight-net"));
        Assert.Equal([0.5, 1.5, 1.7, 1.1], Published(PaperTables.Table9, "top1-wide-range"));
        Assert.Equal([1.0, 2.1, 2.4, 2.0], Published(PaperTables.Table9, "top5-wide-range"));
        Assert.Equal([6.5, 4.8, 8.4, 5.3], Published(PaperTables.Table9, "few-and-medium-rise"));
        Assert.Equal([6.7, 5.6], Published(PaperTables.Table9, "many-falls"));
        Assert.Equal([5.94], Published(PaperTables.Table10, "top1-above-focal"));
        Assert.Equal([8.04, 5.64, 5.74, 0.84], Published(PaperTables.Table10, "top1-above-earlier-methods"));
        Assert.All(
            PaperTables.All.SelectMany(table => table.Claims.SelectMany(claim => claim.Contrasts, (_, contrast) => (table, contrast))),
            item => Assert.False(Value(item.table, item.contrast) <= item.contrast.Margin));
    }

    [Fact]
    public void Claims_WithAMargin_NeedPaperScale() => Assert.All(
        PaperTables.All.SelectMany(table => table.Claims),
        claim => Assert.Equal(claim.Contrasts.Any(contrast => contrast.Margin != 0), claim.NeedsPaperScale));

    [Fact]
    public void GainBeyond_Terms_AreADifferenceOfDifferences()
    {
        var contrast = Contrast.GainBeyond("tail", "a", "b", "few", "many");

        // Few rises from 1 to 8, many falls from 57 to 50: 7 beyond -7 is 14.
        double Number(ContrastTerm term) => (term.Row, term.Metric) switch
        {
            ("a", "few") => 8,
            ("b", "few") => 1,
            ("a", "many") => 50,
            _ => 57,
        };
        Assert.Equal(14, contrast.Terms.Sum(term => term.Coefficient * Number(term)));
        Assert.Equal(["a", "b"], contrast.Rows);
    }

    private static double?[] Published(PaperTable table, string claim) =>
        [.. table.Claims.Single(declared => declared.Id == claim).Contrasts.Select(contrast => Value(table, contrast))];

    private static double? Value(PaperTable table, Contrast contrast)
    {
        var sum = contrast.Terms.Select(term => term.Coefficient * table.Row(term.Row).Published.GetValueOrDefault(term.Metric)?.Value).Aggregate((a, b) => a + b);
        return sum is { } value ? Math.Round(value, 2) : null;
    }
}
