using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.ApByGroup"/>.</summary>
internal static class ApByGroup
{
    public static Figure Of(TableReport report)
    {
        var measured = report.Rows.Where(row => row.Records.Count > 0).ToArray();
        var title = FigureScope.Title("Average precision by groups of categories", report.Profile, measured);
        if (measured.Length == 0)
            return Figure.WithoutData(title, "No run of this table is recorded at this profile.");

        MetricColumn[] fifths = [MetricColumn.Ap, .. Enumerable.Range(1, 5).Select(MetricColumn.ApOfGroup)];
        var isInFifths = report.Table.Metrics.Contains(fifths[^1]);
        var metrics = (isInFifths ? fifths : ApMetrics.All).Where(metric => report.Table.Metrics.Contains(metric)).ToArray();
        BarSeries[] series =
        [
            .. report.Rows.Zip(SeriesNames.Of(report.Rows), (row, name) => new BarSeries(name, [.. metrics.Select(metric => Value(row, metric.Id))])),
        ];
        return new Figure(
            title,
            "Bars were measured here, with their 95 % interval over seeds where there are several; the hollow marker beside a bar is the published number. "
            + (isInFifths
                ? "AP is of all categories, AP1 to AP5 of a fifth of them each, from those with the most training images to those with the fewest."
                : "AP is of all categories, APr of the rare ones, APc of the common ones, APf of the frequent ones."),
            GroupedBars.Traces(series),
            GroupedBars.Layout(metrics, "average precision (%)", series.Length, FigureScope.Watermark(report.Profile, measured)));
    }

    private static BarValue Value(RowResults row, string metric)
    {
        var summary = row.Metrics.First(found => found.Metric.Id == metric);
        var text = $"{FigureScope.Name(row)}: {summary.Metric.Header}" + (summary.Mean is null ? "" : $" ({FigureScope.Seeds(row)})");
        return new BarValue(text, summary.Published?.Value, summary.Mean, summary.Lower, summary.Upper);
    }
}
