using Workbook.Data.Detection;
using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.GradientsByCategory"/>.</summary>
internal static class GradientsByCategory
{
    public static Figure Of(RowResults sigmoid, RowResults eql)
    {
        RowResults[] rows = [sigmoid, eql];
        const string subject = "Gradients of positive and of negative proposals on the classifier, category by category";
        if (MissingRows.Statement(rows, RankedCategories.AreIn, "results by category") is { } missing)
            return Figure.WithoutData(subject, missing);

        var profile = sigmoid.Spec!.Profile;
        var ranked = new RankedCategories(rows);
        ScatterTrace[] traces =
        [
            Trace("positive", sigmoid, category => category.PositiveGradient, new SeriesStyle("#009e73", "solid", "circle")),
            Trace("negative", sigmoid, category => category.NegativeGradient, new SeriesStyle("#e69f00", "solid", "diamond")),
            Trace("negative", eql, category => category.NegativeGradient, new SeriesStyle("#0072b2", "solid", "square")),
        ];
        return new Figure(
            FigureScope.Title(subject, profile, rows),
            "The L2 norm of the gradient of a category's weights in the last layer of the classifier, from its own proposals (positive) and from all others "
            + $"(negative), averaged over training. With {FigureScope.Name(sigmoid)}, the negative gradient is the larger one {Suppressed()}.",
            traces,
            new FigureLayout([ranked.Panel(FigureAxis.Sizes("average L2 norm of the gradient", [.. traces.SelectMany(trace => trace.Y).OfType<double>()]))
                with { Watermark = FigureScope.Watermark(profile, rows) }]) { Height = 480 });

        ScatterTrace Trace(string part, RowResults row, Func<CategoryResult, double?> value, SeriesStyle style)
        {
            var name = $"{part}, {FigureScope.Name(row)}";
            var points = ranked.With(category => RankedCategories.Mean(row, category, value));
            return new ScatterTrace
            {
                Name = name,
                Style = style,
                X = [.. points.Select(point => (double)point.Rank)],
                Y = [.. points.Select(point => (double?)point.Value)],
                Hover = [.. points.Select(point => Invariant($"{point.Text}\n{name}: {point.Value:G3} ({FigureScope.Seeds(row)})"))],
                HasMarkers = ranked.AreMarked,
                MarkerSize = 5,
                LineWidth = 1.5,
            };
        }

        string Suppressed()
        {
            var excess = ranked.With(category => RankedCategories.Mean(sigmoid, category, found => found.NegativeGradient - found.PositiveGradient))
                .ToLookup(point => point.Category.Group, point => point.Value > 0);
            FrequencyGroup[] groups = [.. FrequencyBands.Groups.Select(group => group.Group).Reverse(), FrequencyGroup.None];
            return string.Join(", ", groups.Where(excess.Contains).Select(group => Invariant($"in {excess[group].Count(larger => larger)} of {excess[group].Count()} ")
                + (group == FrequencyGroup.None ? "categories" : $"{FrequencyBands.Name(group)} categories")));
        }
    }
}
