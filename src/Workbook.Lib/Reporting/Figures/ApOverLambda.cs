using Workbook.Experiments;
using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.ApOverLambda"/>.</summary>
internal static class ApOverLambda
{
    public static Figure Of(TableReport report)
    {
        var points = report.Rows.SelectMany(LambdaPoint.Of).ToArray();
        if (points.Length == 0)
            throw new ArgumentException($"{report.Table.Id} has no row with the sigmoid or the equalization loss; this figure is of table2.", nameof(report));
        var measured = points.Select(point => point.Row).Where(row => row.Records.Count > 0).ToArray();
        var title = FigureScope.Title("Average precision over the tail ratio of lambda", report.Profile, measured);
        if (measured.Length == 0)
            return Figure.WithoutData(title, "No run of this table is recorded at this profile.");

        var metrics = ApMetrics.All.Where(metric => report.Table.Metrics.Contains(metric)).ToArray();
        var end = points.FirstOrDefault(point => point.Lambda == Baselines.LvisLambda)?.Published;
        var panel = new FigurePanel(new FigureAxis("tail ratio of lambda (%)"), new FigureAxis("average precision (%)"))
        {
            Bands = end is { } edge ? [new FigureBand(0, edge, $"lambda up to {LambdaText.Of(Baselines.LvisLambda)}", "#f3f3f3")] : [],
            Watermark = FigureScope.Watermark(report.Profile, measured),
        };
        return new Figure(
            title,
            "Solid lines were measured here, with 95 % intervals over seeds where there are several; dashed lines are published. The tail ratio is the share of "
            + "tail categories in all pairs of a training image and a category, so that it can be compared between data sets. "
            + Invariant($"Up to lambda {LambdaText.Of(Baselines.LvisLambda)}, shaded, no frequent category is tail."),
            metrics.Index().SelectMany(metric => Traces(points, metric.Item, SeriesStyle.Of(metric.Index))),
            new FigureLayout([panel]) { Height = 480 });
    }

    private static IEnumerable<ScatterTrace> Traces(IReadOnlyList<LambdaPoint> points, MetricColumn metric, SeriesStyle style)
    {
        var here = Line(points, point => point.Here, point => Summary(point, metric).Mean);
        if (here.Length > 0)
            yield return new ScatterTrace
            {
                Name = metric.Header,
                Style = style with { Dash = "solid" },
                X = [.. here.Select(end => end.X)],
                Y = [.. here.Select(end => (double?)end.Y)],
                ErrorY = here.Any(end => Summary(end.Point, metric).Upper is not null) ? [.. here.Select(end => Summary(end.Point, metric).Upper - end.Y)] : null,
                Hover = [.. here.Select(end => Text(end, "here") + $"\n{FigureScope.Seeds(end.Point.Row)}")],
            };
        var published = Line(points, point => point.Published, point => Summary(point, metric).Published?.Value);
        yield return new ScatterTrace
        {
            Name = metric.Header,
            Style = style with { Dash = "dash", Symbol = style.Symbol + "-open" },
            LineWidth = 1.5,
            X = [.. published.Select(end => end.X)],
            Y = [.. published.Select(end => (double?)end.Y)],
            Hover = [.. published.Select(end => Text(end, "published"))],
            InLegend = here.Length == 0,
        };

        string Text((LambdaPoint Point, double X, double Y) end, string whose) =>
            Invariant($"{FigureScope.Name(end.Point.Row)}\nlambda {LambdaText.Of(end.Point.Lambda)} on LVIS, tail ratio {end.X:F2} %\n")
            + Invariant($"{metric.Header} {end.Y:F2} {whose}");
    }

    private static (LambdaPoint Point, double X, double Y)[] Line(
        IReadOnlyList<LambdaPoint> points, Func<LambdaPoint, double?> x, Func<LambdaPoint, double?> y) =>
    [
        .. points.Where(point => x(point) is not null && y(point) is not null)
            .Select(point => (Point: point, X: x(point)!.Value, Y: y(point)!.Value))
            .OrderBy(end => end.X),
    ];

    private static MetricSummary Summary(LambdaPoint point, MetricColumn metric) => point.Row.Metrics.First(found => found.Metric.Id == metric.Id);

    /// <summary>A row by the paper's lambda, with the tail ratios that it has on LVIS, as printed, and on the data here.</summary>
    private sealed record LambdaPoint(RowResults Row, double Lambda, double? Published, double? Here)
    {
        public static IEnumerable<LambdaPoint> Of(RowResults row)
        {
            double? lambda = (row.Row.Experiment as DetectionExperiment)?.Loss switch
            {
                Loss.SigmoidCase => 0,
                Loss.EqlCase { ExcludesBackground: true } eql => eql.Lambda,
                _ => null,
            };
            if (lambda is not { } threshold)
                yield break;
            var published = PublishedTailRatio.All.FirstOrDefault(ratio => ratio.Lambda == threshold)?.Percent;
            var here = row.Records.Select(stored => stored.Record.Metrics).Where(metrics => metrics.ContainsKey(MetricColumn.TailRatio.Id))
                .Select(metrics => (double?)metrics[MetricColumn.TailRatio.Id]).FirstOrDefault();
            yield return new LambdaPoint(row, threshold, published, here ?? published);
        }
    }
}
