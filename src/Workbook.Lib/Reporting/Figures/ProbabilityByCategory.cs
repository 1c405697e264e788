using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.ProbabilityByCategory"/>.</summary>
internal static class ProbabilityByCategory
{
    public static Figure Of(RowResults sigmoid, RowResults eql)
    {
        RowResults[] rows = [sigmoid, eql];
        const string subject = "Predicted probability of positive proposals, category by category";
        if (MissingRows.Statement(rows, HasProbabilities, "probabilities") is { } missing)
            return Figure.WithoutData(subject, missing);

        var profile = sigmoid.Spec!.Profile;
        var ranked = new RankedCategories(rows);
        return new Figure(
            FigureScope.Title(subject, profile, rows),
            "What the proposals of a category were given for it, on average over the last fifth of training. Categories without such a proposal are left out.",
            [Trace(eql, new SeriesStyle("#d55e00", "solid", "circle")), Trace(sigmoid, new SeriesStyle("#0072b2", "solid", "square"))],
            new FigureLayout([ranked.Panel(new FigureAxis("average probability") { Range = (-0.03, 1.03) }) with { Watermark = FigureScope.Watermark(profile, rows) }])
            {
                Height = 460,
            });

        static bool HasProbabilities(RowResults row) => row.Records.Any(stored => stored.Record.Categories.Any(category => category.Probability is not null));

        ScatterTrace Trace(RowResults row, SeriesStyle style)
        {
            var points = ranked.With(category => RankedCategories.Mean(row, category, found => found.Probability));
            return new ScatterTrace
            {
                Name = FigureScope.Name(row),
                Style = style,
                X = [.. points.Select(point => (double)point.Rank)],
                Y = [.. points.Select(point => (double?)point.Value)],
                Hover = [.. points.Select(point => Invariant($"{point.Text}\n{FigureScope.Name(row)}: {point.Value:F3} ({FigureScope.Seeds(row)})"))],
                HasMarkers = ranked.AreMarked,
                MarkerSize = 5,
                LineWidth = 1.5,
            };
        }
    }
}
