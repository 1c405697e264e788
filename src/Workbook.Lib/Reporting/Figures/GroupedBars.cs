using Workbook.Experiments;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>Measured numbers as bars with their intervals over seeds, and beside each bar the published number as a hollow marker.</summary>
internal static class GroupedBars
{
    private const double GroupWidth = 0.86;
    private const double BarShare = 0.6; // of a place; the marker has the rest

    /// <summary>A panel with a group for each metric.</summary>
    /// <param name="metrics">The groups.</param>
    /// <param name="measure">What the bars measure, with the unit.</param>
    /// <param name="series">How many bars a group has.</param>
    /// <param name="watermark">See <see cref="FigurePanel.Watermark"/>.</param>
    public static FigureLayout Layout(IReadOnlyList<MetricColumn> metrics, string measure, int series, string? watermark)
    {
        var groups = new FigureAxis("")
        {
            Range = (-0.5, metrics.Count - 0.5),
            Ticks = [.. metrics.Index().Select(metric => ((double)metric.Index, metric.Item.Header))],
        };
        return new([new FigurePanel(groups, new FigureAxis(measure) { HasZeroLine = true }) { Watermark = watermark }]) { Height = 440 + 15 * series };
    }

    /// <summary>The bars and markers of all series; a bar or marker without a number is left out.</summary>
    public static IEnumerable<IFigureTrace> Traces(IReadOnlyList<BarSeries> series)
    {
        var place = GroupWidth / series.Count;
        foreach (var (index, one) in series.Index())
        {
            var style = SeriesStyle.Of(index);
            var left = index * place - GroupWidth / 2;
            var measured = one.Values.Index().Where(value => value.Item.Mean is not null).ToArray();
            if (measured.Length > 0)
                yield return new BarTrace
                {
                    Name = one.Name,
                    Color = style.Color,
                    X = [.. measured.Select(value => value.Index + left + place * BarShare / 2)],
                    Y = [.. measured.Select(value => value.Item.Mean)],
                    ErrorY = [.. measured.Select(value => value.Item.Upper - value.Item.Mean)],
                    Hover = [.. measured.Select(value => value.Item.Hover)],
                    Width = place * BarShare,
                };
            var published = one.Values.Index().Where(value => value.Item.Published is not null).ToArray();
            if (published.Length > 0)
                yield return new ScatterTrace
                {
                    Name = one.Name,
                    Style = style with { Symbol = "diamond-open" },
                    X = [.. published.Select(value => value.Index + left + place * (1 + BarShare) / 2)],
                    Y = [.. published.Select(value => value.Item.Published)],
                    Hover = [.. published.Select(value => value.Item.Hover)],
                    HasLine = false,
                    InLegend = measured.Length == 0,
                };
        }
    }
}

/// <summary>A colour of a figure with <see cref="GroupedBars"/>.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Values">One for each group.</param>
internal sealed record BarSeries(string Name, IReadOnlyList<BarValue> Values);

/// <summary>A place in a figure with <see cref="GroupedBars"/>.</summary>
/// <param name="Text">What it is of, and on a second line from which seeds it comes, for the hover text.</param>
/// <param name="Published">The published number.</param>
/// <param name="Mean">The measured one.</param>
/// <param name="Lower">Lower end of its 95 % interval.</param>
/// <param name="Upper">Its upper end.</param>
internal sealed record BarValue(string Text, double? Published, double? Mean, double? Lower, double? Upper)
{
    /// <summary>Both numbers in words.</summary>
    public string Hover => Text
        + (Mean is { } mean ? Invariant($"\nhere {mean:F2}") : "")
        + (Lower is { } lower && Upper is { } upper ? Invariant($", 95 % interval {lower:F2} to {upper:F2}") : "")
        + (Published is { } published ? Invariant($"\npublished {published:0.##}") : "");
}
