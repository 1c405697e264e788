using Workbook.Data.Detection;
using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.GainByCategory"/>.</summary>
internal static class GainByCategory
{
    public static Figure Of(RowResults baseline, RowResults method)
    {
        RowResults[] rows = [baseline, method];
        var subject = $"Gain in AP of each category: {FigureScope.Name(method)} over {FigureScope.Name(baseline)}";
        if (MissingRows.Statement(rows, RankedCategories.AreIn, "results by category") is { } missing)
            return Figure.WithoutData(subject, missing);

        var profile = baseline.Spec!.Profile;
        var ranked = new RankedCategories(rows);
        var groups = ranked.With(category => Ap(method, category) - Ap(baseline, category)).GroupBy(point => point.Category.Group).ToArray();
        return new Figure(
            FigureScope.Title(subject, profile, rows),
            $"A marker is a category: its average precision with {method.Row.Label} less that with {baseline.Row.Label}, in points. A bar is the mean over a group. "
            + "Categories without an object to be found are left out.",
            groups.SelectMany(Traces),
            new FigureLayout([ranked.Panel(new FigureAxis("gain in AP (points)") { HasZeroLine = true }) with { Watermark = FigureScope.Watermark(profile, rows) }])
            {
                Height = 480,
            });

        IEnumerable<ScatterTrace> Traces(IGrouping<FrequencyGroup, RankedValue> group)
        {
            var style = SeriesStyle.Of((int)FrequencyGroup.Frequent - (int)group.Key);
            var (name, mean) = (FrequencyBands.Name(group.Key), group.Average(point => point.Value));
            yield return new ScatterTrace
            {
                Name = name,
                Style = style,
                X = [.. group.Select(point => (double)point.Rank)],
                Y = [.. group.Select(point => (double?)point.Value)],
                Hover = [.. group.Select(point => Invariant($"{point.Text}\n{Ap(baseline, point.Category):F1} → {Ap(method, point.Category):F1}: {Signed(point.Value)}"))],
                HasLine = false,
                MarkerSize = ranked.AreMarked ? 7 : 4,
                MarkerOpacity = 0.6,
            };
            var seeds = string.Join('\n', rows.Select(row => $"{FigureScope.Name(row)}: {FigureScope.Seeds(row)}"));
            var text = Invariant($"{name}: {Signed(mean)}, mean of {group.Count()} categories\n{seeds}");
            yield return new ScatterTrace
            {
                Name = name,
                Style = style,
                X = [group.First().Rank - 0.5, group.Last().Rank + 0.5],
                Y = [mean, mean],
                Hover = [text, text],
                HasMarkers = false,
                LineWidth = 4,
                InLegend = false,
            };
        }
    }

    private static string Signed(double points) => Invariant($"{points:+0.0;-0.0;0.0} points");

    private static double? Ap(RowResults row, CategoryResult category) => RankedCategories.Mean(row, category, found => found.Ap);
}
