using Workbook.Evaluation;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="LongTailFigures.ClassSizes"/>.</summary>
internal static class ClassSizes
{
    private static readonly Dictionary<Shot, string> BandColors = new() { [Shot.Many] = "#f3f3f3", [Shot.Medium] = "#fafafa", [Shot.Few] = "#f3f3f3" };

    public static Figure Of(IReadOnlyList<(string Name, IReadOnlyList<int> Images)> sets)
    {
        var panels = sets.Select((set, index) => Panel(set.Images, index == 0 ? "training images of the class" : "")).ToArray();
        return new Figure(
            $"{string.Join(" and ", sets.Select(set => set.Name))}: training images of each class",
            "Many has over 100 training images a class, medium 20 to 100, few under 20; the number of classes stands below each. "
            + string.Join(' ', sets.Select(set => Invariant($"{set.Name}: {set.Images.Count:N0} classes, {set.Images.Sum():N0} images, ")
                + Invariant($"{set.Images.Max():N0} down to {set.Images.Min():N0} a class."))),
            sets.Select((set, index) => Trace(set.Name, set.Images, index)),
            new FigureLayout(panels));
    }

    private static FigurePanel Panel(IReadOnlyList<int> images, string measure)
    {
        var bands = images.OrderDescending().Index()
            .GroupBy(place => ClassificationEvaluator.ShotOf(place.Item), place => place.Index + 1);
        return new FigurePanel(
            new FigureAxis("classes, by size") { Range = (0.5, images.Count + 0.5) },
            FigureAxis.Count(measure, Math.Max(images.Min(), 1) / 1.25, images.Max() * 1.5))
        {
            Bands =
            [
                .. bands.Select(band => new FigureBand(
                    band.First() - 0.5, band.Last() + 0.5, Invariant($"{Name(band.Key)}\n{band.Count()}"), BandColors[band.Key])),
            ],
        };
    }

    private static ScatterTrace Trace(string name, IReadOnlyList<int> images, int index)
    {
        var order = images.Index().OrderByDescending(place => place.Item).ToArray();
        return new ScatterTrace
        {
            Name = name,
            Style = SeriesStyle.Of(index) with { Dash = "solid" },
            LineWidth = 3,
            X = [.. order.Select((_, place) => place + 1.0)],
            Y = [.. order.Select(place => (double?)place.Item)],
            Hover = [.. order.Select(place =>
                Invariant($"{name}, class {place.Index}\n{place.Item:N0} training images ({Name(ClassificationEvaluator.ShotOf(place.Item))})"))],
            HasMarkers = false,
            Panel = index,
        };
    }

    private static string Name(Shot shot) => shot.ToString().ToLowerInvariant();
}
