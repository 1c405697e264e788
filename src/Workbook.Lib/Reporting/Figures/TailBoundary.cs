using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using Workbook.Losses;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="LongTailFigures.TailBoundaries"/>.</summary>
internal static class TailBoundary
{
    public static Figure Of(IReadOnlyList<LvisCategory> categories, IReadOnlyList<ClassFrequency> frequencies)
    {
        Boundary[] boundaries =
        [
            new("rare", Count(FrequencyGroup.Rare), 1.76e-4, (1.72e-4, 1.96e-4), [1.76e-4, 1.86e-4]),
            new("rare and common", Count(FrequencyGroup.Rare) + Count(FrequencyGroup.Common), 1.76e-3, (1.74e-3, 1.805e-3), [1.76e-3, 1.78e-3]),
        ];
        var panels = boundaries.Select((boundary, index) => new FigurePanel(
            new FigureAxis("lambda") { Range = boundary.Range, Ticks = [.. boundary.Ticks.Select(tick => (tick, LambdaText.Of(tick)))] },
            new FigureAxis(index == 0 ? "categories with f < lambda" : "") { Range = Heights(boundary) })
        {
            Title = Invariant($"{boundary.Name}:\n{boundary.Members} categories"),
        });
        return new Figure(
            "LVIS v0.5: which categories are tail at the paper's lambdas",
            string.Join(' ', boundaries.SelectMany(boundary => frequencies.Select(frequency => Sentence(boundary, frequency)))),
            boundaries.Index().SelectMany(boundary => frequencies.Index().SelectMany(frequency => Traces(boundary.Item, frequency.Item)
                .Select(trace => trace with { Style = SeriesStyle.Of(frequency.Index), Panel = boundary.Index, InLegend = boundary.Index == 0 }))),
            new FigureLayout([.. panels]));

        int Count(FrequencyGroup group) => categories.Count(category => category.Group == group);

        (double, double) Heights(Boundary boundary)
        {
            var least = frequencies.Min(frequency => LambdaSteps.Selected(frequency, boundary.Range.From));
            var most = frequencies.Max(frequency => LambdaSteps.Selected(frequency, boundary.Range.To));
            return (least - 0.1 * (most - least), most + 0.1 * (most - least));
        }
    }

    private static IEnumerable<ScatterTrace> Traces(Boundary boundary, ClassFrequency frequency)
    {
        var steps = LambdaSteps.Of(
            frequency,
            boundary.Range,
            lambda => LambdaSteps.Selected(frequency, lambda),
            edge => Invariant($"lambda above {edge:G5}\n{LambdaSteps.Selected(frequency, LambdaSteps.Above(edge))} categories"));
        yield return steps;
        yield return steps with
        {
            Name = Invariant($"the paper's lambda, / {frequency.TotalImages:N0}"),
            X = [boundary.Lambda],
            Y = [LambdaSteps.Selected(frequency, boundary.Lambda)],
            Hover = [Sentence(boundary, frequency).Replace(": ", ":\n", StringComparison.Ordinal).Replace(" and leaves", "\nand leaves", StringComparison.Ordinal)],
            HasLine = false,
            HasMarkers = true,
            MarkerSize = 11,
        };
    }

    private static string Sentence(Boundary boundary, ClassFrequency frequency)
    {
        var images = boundary.Lambda * frequency.TotalImages;
        var selected = LambdaSteps.Selected(frequency, boundary.Lambda);
        var outcome = selected == boundary.Members
            ? Invariant($"selects all {boundary.Members} {boundary.Name} categories")
            : Invariant($"selects {selected} of the {boundary.Members} {boundary.Name} categories and leaves out the {boundary.Members - selected} in exactly {Math.Ceiling(images)}");
        return Invariant($"Lambda {LambdaText.Of(boundary.Lambda)} of {frequency.TotalImages:N0} images is {images:F2} images: it {outcome}.");
    }

    /// <summary>A threshold of the paper, and the range of lambdas around it.</summary>
    private sealed record Boundary(string Name, int Members, double Lambda, (double From, double To) Range, double[] Ticks);
}
