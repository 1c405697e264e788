using Workbook.Experiments;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class ClaimTests
{
    // What a classification record holds: see RunRecord.Metrics.
    private static readonly string[] Metrics = ["top1", "top5", "many", "medium", "few"];

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
                    Assert.Equal(term.Row, table.Row(term.Row).Id);
                    Assert.Contains(term.Metric, Metrics);
                }
        }
    }

    [Fact]
    public void Claims_Declared_HoldForThePublishedNumbers()
    {
        // By hand from the printed table, e.g. 43.38 - 41.33 = 2.05 and 69.95 - 67.75 = 2.20.
        Assert.Equal([0.75, 1.79, 2.05, 1.11, 0.93, 2.41, 1.97, 1.16], Published(PaperTables.Table7, "top1-every-setting"));
        Assert.Equal([2.28, 3.75, 4.19, 3.69, 2.2, 3.67, 4.56, 4.32], Published(PaperTables.Table7, "top5-every-setting"));
        Assert.Equal([2.05], Published(PaperTables.Table7, "top1-two-points"));
        Assert.Equal([null, null], Published(PaperTables.Table7, "gain-from-few-images"));
        Assert.Equal([7.76, 7.15], Published(PaperTables.Table8, "top1-above-earlier-losses"));
        Assert.Equal([5.47], Published(PaperTables.Table8, "top1-above-meta-weight-net"));
        Assert.All(
            PaperTables.All.SelectMany(table => table.Claims.SelectMany(claim => claim.Contrasts, (_, contrast) => (table, contrast))),
            item => Assert.False(Value(item.table, item.contrast) <= item.contrast.Margin));
    }

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
