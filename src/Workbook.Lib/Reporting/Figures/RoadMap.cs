using Workbook.Experiments;
using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.RoadMap"/> and <see cref="DetectionFigures.StepGains"/>.</summary>
internal static class RoadMap
{
    private const double BarWidth = 0.38;

    public static Figure Of(TableReport report)
    {
        var steps = Steps(report);
        var measured = steps.Where(row => row.Records.Count > 0).ToArray();
        var title = FigureScope.Title("AP step by step", report.Profile, measured);
        if (measured.Length == 0)
            return Figure.WithoutData(title, "No run of this table is recorded at this profile.");
        var axis = new FigureAxis("") { Range = (-0.6, steps.Length - 0.4), Ticks = [.. steps.Index().Select(step => ((double)step.Index, Wrapped(step.Item.Row.Label.TrimStart('+', ' '))))] };
        return new Figure(
            title,
            "Each bar begins where the one before it ended, so that its height is what the step adds to AP; one that ends below where it began took from it. The whisker is the 95 % interval of "
            + "the step's gain over seeds, where there are several.",
            [
                Trace("here", 0, -BarWidth / 2, [.. steps.Select(row => Metric(row).Mean)], steps),
                Trace("published", 1, BarWidth / 2, [.. steps.Select(row => Metric(row).Published?.Value)], steps),
            ],
            new FigureLayout([new FigurePanel(axis, new FigureAxis("AP (%)")) { Watermark = FigureScope.Watermark(report.Profile, measured) }]) { Height = 520 });
    }

    public static Figure GainsOf(TableReport report)
    {
        var steps = Steps(report);
        var pairs = steps.Zip(steps.Skip(1), (over, row) => (Row: row, Over: over)).ToArray();
        var measured = pairs.Where(pair => Gains.AreComparable(pair.Row, pair.Over)).SelectMany(pair => new[] { pair.Row, pair.Over }).Distinct().ToArray();
        var title = FigureScope.Title("What each step does to rare, common and frequent categories", report.Profile, measured);
        if (measured.Length == 0)
            return Figure.WithoutData(title, "No two steps that follow each other are recorded at this profile.");
        return new Figure(
            title,
            "Bars are gains over the step before, measured here, with their 95 % interval over seeds where there are several; the hollow marker beside a bar is the published gain.",
            GroupedBars.Traces([.. pairs.Select(pair => new BarSeries(
                pair.Row.Row.Label, [.. report.Table.Metrics.Select(metric => Gains.Of(pair.Row.Row.Label, pair.Row, pair.Over, metric))]))]),
            GroupedBars.Layout(report.Table.Metrics, "gain (points)", pairs.Length, FigureScope.Watermark(report.Profile, measured)));
    }

    // The steps of the paper's road map, without what was added beside it.
    private static RowResults[] Steps(TableReport report) => [.. report.Rows.Where(row => row.Row.Experiment is ChallengeSystem && row.Row.Published.Count > 0)];

    private static MetricSummary Metric(RowResults row) => row.Metrics.First(metric => metric.Metric.Id == MetricColumn.Ap.Id);

    private static BarTrace Trace(string name, int style, double offset, double?[] values, RowResults[] steps)
    {
        var before = values.Index().Select(value => value.Index == 0 ? 0 : values[value.Index - 1] ?? value.Item ?? 0).ToArray();
        return new BarTrace
        {
            Name = name,
            Color = SeriesStyle.Of(style).Color,
            X = [.. steps.Index().Select(step => step.Index + offset)],
            Y = [.. values.Zip(before, (value, from) => value - from)],
            Base = before,
            ErrorY = [.. steps.Index().Select(step => style > 0 || step.Index == 0 ? null : Reach(Gains.Of(step.Item.Row.Label, step.Item, steps[step.Index - 1], MetricColumn.Ap)))],
            Hover = [.. steps.Index().Select(step => Text(name, step.Item, values[step.Index], values[step.Index] - before[step.Index], step.Index == 0))],
            Width = BarWidth,
        };

        static double? Reach(BarValue gain) => gain.Upper - gain.Mean;
    }

    private static string Text(string name, RowResults row, double? value, double? gain, bool isFirst) => value is null
        ? row.Row.Label
        : Invariant($"{row.Row.Label}\n{name}: AP {value:F2}{(isFirst ? "" : Invariant($", {gain:+0.00;-0.00} over the step before"))}");

    // At spaces, into lines of about a dozen letters.
    private static string Wrapped(string label)
    {
        const int LineLength = 12;
        var lines = new List<string>();
        foreach (var word in label.Split(' '))
            if (lines.Count > 0 && lines[^1].Length + word.Length < LineLength)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        return string.Join('\n', lines);
    }
}
