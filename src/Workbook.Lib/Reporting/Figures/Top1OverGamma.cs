using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>See <see cref="ClassificationFigures.Top1OverGamma"/>.</summary>
internal static class Top1OverGamma
{
    private const string Metric = "top1";

    public static Figure Of(TableReport report)
    {
        var points = report.Rows.SelectMany(GridPoint.Of).ToArray();
        if (points.Length == 0)
            throw new ArgumentException($"{report.Table.Id} has no row that trains softmax or the softmax equalization loss; this figure is of table7.", nameof(report));
        var lambdas = points.Select(point => point.Lambda).OfType<double>().Distinct().Order().ToArray();
        var gammas = points.Select(point => point.Gamma).Distinct().Order().ToArray();
        var ours = report.Rows.Where(row => row.Records.Count > 0).ToArray();

        var traces = new List<ScatterTrace>();
        foreach (var (index, lambda) in lambdas.Index())
        {
            var line = gammas.Select(gamma => points.FirstOrDefault(point => point.Gamma == gamma && (point.Lambda ?? lambda) == lambda)).ToArray();
            traces.Add(Trace(lambda, line, SeriesStyle.Of(index), point => (point.Published, null), "published"));
            traces.Add(Trace(lambda, line, SeriesStyle.Of(index), point => (point.Mean, point.Deviation), "here") with { Panel = 1, InLegend = false });
        }

        // One scale for both panels: a step up is as high on the left as on the right.
        var published = Extent(traces.Where(trace => trace.Panel == 0));
        var measured = ours.Length == 0 ? published : Extent(traces.Where(trace => trace.Panel == 1));
        var span = Math.Max(published.High - published.Low, measured.High - measured.Low);
        var panels = new[]
        {
            Panel("Published", "top-1 (%); level differs, scale is shared", published),
            Panel(FigureScope.Here(report.Profile, ours), "", measured) with
            {
                Statement = ours.Length == 0 ? "No run is recorded at this profile." : null,
                Watermark = FigureScope.Watermark(report.Profile, ours),
            },
        };
        return new Figure(
            FigureScope.Title("Top-1 accuracy over gamma, as published and as measured here", report.Profile, ours),
            "The two vertical axes stand at different levels but have one scale, so that equal steps are equal differences. Gamma is not to scale; gamma 0 is "
            + $"softmax cross-entropy whatever lambda is. Measured points are means over seeds{FigureScope.Length(ours)}, their bars the standard deviation; "
            + "what was not run is left out.",
            traces,
            new FigureLayout(panels));

        FigurePanel Panel(string title, string measure, (double Low, double High) extent)
        {
            var middle = (extent.Low + extent.High) / 2;
            var ticks = gammas.Select((gamma, place) => ((double)place, FormattableString.Invariant($"{gamma}"))).ToArray();
            return new FigurePanel(
                new FigureAxis("gamma (not to scale)") { Ticks = ticks, Range = (-0.3, gammas.Length - 0.7) },
                new FigureAxis(measure) { Range = (middle - 0.65 * span, middle + 0.65 * span) })
            {
                Title = title,
            };
        }
    }

    private static ScatterTrace Trace(double lambda, GridPoint?[] line, SeriesStyle style, Func<GridPoint, (double? Value, double? Bar)> part, string whose)
    {
        (double? Value, double? Bar)[] values = [.. line.Select(point => point is null ? (null, null) : part(point))];
        return new ScatterTrace
        {
            Name = $"lambda {LambdaText.Of(lambda)}",
            Style = style,
            X = [.. Enumerable.Range(0, line.Length).Select(place => (double)place)],
            Y = [.. values.Select(value => value.Value)],
            ErrorY = values.Any(value => value.Bar is not null) ? [.. values.Select(value => value.Bar)] : null,
            Hover = [.. line.Zip(values, (point, value) => point is null
                ? ""
                : FormattableString.Invariant($"{point.Label}\n{whose}: {value.Value:F2} %")
                    + (value.Bar is { } bar ? FormattableString.Invariant($" ± {bar:F2}") : ""))],
        };
    }

    private static (double Low, double High) Extent(IEnumerable<ScatterTrace> traces)
    {
        var ends = traces.SelectMany(trace => trace.Y.Select((y, index) => (Value: y, Bar: trace.ErrorY?[index] ?? 0))).Where(end => end.Value is not null).ToArray();
        return ends.Length == 0 ? (0, 0) : (ends.Min(end => end.Value!.Value - end.Bar), ends.Max(end => end.Value!.Value + end.Bar));
    }

    /// <summary>A row's place in the grid; lambda is null at gamma 0, where every lambda meets.</summary>
    private sealed record GridPoint(string Label, double Gamma, double? Lambda, double? Published, double? Mean, double? Deviation)
    {
        public static IEnumerable<GridPoint> Of(RowResults row)
        {
            var summary = row.Metrics.FirstOrDefault(metric => metric.Metric.Id == Metric);
            var place = (row.Row.Experiment as ClassificationExperiment)?.Loss switch
            {
                Loss.SoftmaxCase => ((double, double?)?)(0, null),
                Loss.SoftmaxEqlCase seql => (seql.Gamma, seql.Lambda),
                _ => null,
            };
            if (place is var (gamma, lambda))
                yield return new GridPoint(FigureScope.Name(row), gamma, lambda, summary?.Published?.Value, summary?.Mean, summary?.Deviation);
        }
    }
}
