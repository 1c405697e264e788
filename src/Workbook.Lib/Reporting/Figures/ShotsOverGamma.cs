using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>See <see cref="ClassificationFigures.ShotsOverGamma"/>.</summary>
internal static class ShotsOverGamma
{
    private static readonly (MetricColumn Metric, string Name)[] Series =
        [(MetricColumn.Many, "many-shot"), (MetricColumn.Medium, "medium-shot"), (MetricColumn.Few, "few-shot"), (MetricColumn.Top1, "all classes")];

    public static Figure Of(TableReport report)
    {
        var points = report.Rows.SelectMany(GammaPoint.Of).OrderBy(point => point.Gamma).ToArray();
        if (points.Length == 0)
            throw new ArgumentException($"{report.Table.Id} has no row that trains softmax or the softmax equalization loss; this figure is of table9.", nameof(report));
        var ours = report.Rows.Where(row => row.Records.Count > 0).ToArray();
        var traces = Series.Index().SelectMany(series => new[]
        {
            Trace(points, series.Item, SeriesStyle.Of(series.Index), summary => (summary.Published?.Value, null), "published"),
            Trace(points, series.Item, SeriesStyle.Of(series.Index), summary => (summary.Mean, summary.Deviation), "here") with { Panel = 1, InLegend = false },
        });
        var panels = new[]
        {
            Panel("Published", "top-1 (%)"),
            Panel(FigureScope.Here(report.Profile, ours), "") with
            {
                Statement = ours.Length == 0 ? "No run is recorded at this profile." : null,
                Watermark = FigureScope.Watermark(report.Profile, ours),
            },
        };
        return new Figure(
            FigureScope.Title("Many-, medium- and few-shot accuracy over gamma, as published and as measured here", report.Profile, ours),
            "Each group's top-1 accuracy: as gamma grows, few-shot classes gain what many-shot classes lose. Gamma is not to scale; gamma 0 is softmax cross-entropy. Measured points "
            + $"are means over seeds{FigureScope.Length(ours)}, their bars the standard deviation; what was not run is left out.",
            [.. traces],
            new FigureLayout(panels));

        FigurePanel Panel(string title, string measure) => new(
            new FigureAxis("gamma (not to scale)")
            {
                Ticks = [.. points.Select((point, place) => ((double)place, FormattableString.Invariant($"{point.Gamma}")))],
                Range = (-0.3, points.Length - 0.7),
            },
            new FigureAxis(measure) { Range = (0, Top(report)) })
        {
            Title = title,
        };
    }

    // One scale for both panels.
    private static double Top(TableReport report) => 5 * Math.Ceiling(
        (5 + report.Rows.SelectMany(row => row.Metrics).Where(metric => Series.Any(series => series.Metric == metric.Metric))
            .SelectMany(metric => new[] { metric.Published?.Value ?? 0, (metric.Mean ?? 0) + (metric.Deviation ?? 0) }).DefaultIfEmpty(0).Max()) / 5);

    private static ScatterTrace Trace(
        GammaPoint[] points, (MetricColumn Metric, string Name) series, SeriesStyle style, Func<MetricSummary, (double? Value, double? Bar)> part, string whose)
    {
        (double? Value, double? Bar)[] values = [.. points.Select(point => point.Row.Metrics.FirstOrDefault(metric => metric.Metric == series.Metric) is { } summary ? part(summary) : (null, null))];
        return new ScatterTrace
        {
            Name = series.Name,
            Style = style,
            X = [.. Enumerable.Range(0, points.Length).Select(place => (double)place)],
            Y = [.. values.Select(value => value.Value)],
            ErrorY = values.Any(value => value.Bar is not null) ? [.. values.Select(value => value.Bar)] : null,
            Hover = [.. points.Zip(values, (point, value) => FormattableString.Invariant($"{FigureScope.Name(point.Row)}\n{series.Name}, {whose}: {value.Value:F2} %")
                + (value.Bar is { } bar ? FormattableString.Invariant($" ± {bar:F2}") : ""))],
        };
    }

    private sealed record GammaPoint(double Gamma, RowResults Row)
    {
        public static IEnumerable<GammaPoint> Of(RowResults row)
        {
            if ((row.Row.Experiment as ClassificationExperiment)?.Loss is Loss.SoftmaxCase)
                yield return new(0, row);
            if ((row.Row.Experiment as ClassificationExperiment)?.Loss is Loss.SoftmaxEqlCase seql)
                yield return new(seql.Gamma, row);
        }
    }
}
