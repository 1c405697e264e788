using Workbook.Experiments;
using Workbook.Losses;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="LongTailFigures.TailRatio"/>.</summary>
internal static class TailRatioCurve
{
    // A logarithmic axis has no 0: what belongs there stands at its left end, where no category is tail yet.
    private const double Zero = 1e-5;

    public static Figure Of(IReadOnlyList<ClassFrequency> frequencies)
    {
        var most = frequencies[0].Frequencies.Max() * 1.5;
        FigurePanel[] panels =
        [
            new(Lambda(Zero, most, [(Zero, "0"), (1e-4, "1e-4"), (1e-3, "1e-3"), (1e-2, "1e-2")]), new FigureAxis("TR(lambda) (%)") { Range = (-3, 104) })
            {
                Title = "All lambdas",
            },
            new(Lambda(1e-4, 7e-3, [(1e-4, "1e-4"), (3e-4, "3e-4"), (1e-3, "1e-3"), (3e-3, "3e-3")]), new FigureAxis("") { Range = (-0.7, 22) })
            {
                Title = "Those of Table 2",
            },
        ];
        var published = PublishedTailRatio.All;
        var agreeing = frequencies.Select(frequency => Invariant($"{published.Count(printed => printed.Agrees(frequency))} divided by {frequency.TotalImages:N0}"));
        return new Figure(
            "LVIS v0.5: tail ratio TR(lambda), from the counts and as Table 2 prints it",
            "A step is a group of categories in equally many images; lambda 0 stands at the left end of its axis. Of the "
            + Invariant($"{published.Count} values that Table 2 prints, the counts give {string.Join(" and ", agreeing)} images, to the last printed digit."),
            panels.Index().SelectMany(panel => frequencies
                .Select((frequency, index) => Steps(frequency, panel.Item.X.Range!.Value) with { Style = SeriesStyle.Of(index) })
                .Append(Points(published.Where(printed => panel.Index == 0 || printed.Lambda > 0), frequencies))
                .Select(trace => trace with { Panel = panel.Index, InLegend = panel.Index == 0 })),
            new FigureLayout(panels) { Height = 480 });
    }

    private static FigureAxis Lambda(double from, double to, (double, string)[] ticks) => new("lambda") { IsLog = true, Range = (from, to), Ticks = ticks };

    private static ScatterTrace Steps(ClassFrequency frequency, (double, double) range) => LambdaSteps.Of(
        frequency,
        range,
        lambda => 100 * frequency.TailRatio(lambda),
        edge => Invariant($"lambda above {LambdaText.Of(edge)}\n{Tail(frequency, LambdaSteps.Above(edge))}"));

    private static ScatterTrace Points(IEnumerable<PublishedTailRatio> published, IReadOnlyList<ClassFrequency> frequencies)
    {
        PublishedTailRatio[] shown = [.. published];
        return new ScatterTrace
        {
            Name = "Table 2, as printed",
            Style = new SeriesStyle("#000000", "solid", "diamond"),
            X = [.. shown.Select(printed => printed.Lambda == 0 ? Zero : printed.Lambda)],
            Y = [.. shown.Select(printed => (double?)printed.Percent)],
            Hover = [.. shown.Select(Text)],
            HasLine = false,
        };

        string Text(PublishedTailRatio printed) =>
            string.Join('\n', frequencies.Select(frequency => Tail(frequency, printed.Lambda)).Prepend($"lambda {LambdaText.Of(printed.Lambda)}: {printed.Text} % printed"));
    }

    private static string Tail(ClassFrequency frequency, double lambda) =>
        Invariant($"{100 * frequency.TailRatio(lambda):F3} %, {LambdaSteps.Selected(frequency, lambda)} categories (of {frequency.TotalImages:N0} images)");
}
