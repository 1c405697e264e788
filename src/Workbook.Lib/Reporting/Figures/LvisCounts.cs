using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="LongTailFigures.LvisCounts"/>.</summary>
internal static class LvisCounts
{
    public static Figure Of(IReadOnlyList<LvisCategory> categories)
    {
        LvisCategory[] order = [.. categories.OrderByDescending(category => category.ImageCount).ThenBy(category => category.Id)];
        var ranks = order.Index().ToLookup(place => place.Item.Group, place => (Rank: place.Index + 1, Category: place.Item));
        var most = order.Max(category => category.InstanceCount);
        var panel = new FigurePanel(
            new FigureAxis("category, by number of images") { Range = (0.5, order.Length + 0.5) },
            FigureAxis.Count("in the training set", 0.8, most * 1.5))
        {
            Bands = FrequencyBands.Of(order.Select(category => category.Group)),
        };
        var (images, instances) = (order.Sum(category => (long)category.ImageCount), order.Sum(category => (long)category.InstanceCount));
        return new Figure(
            "LVIS v0.5: images and instances of each category",
            "The line is the number of training images that contain a category, a dot the number of its instances in them. "
            + Invariant($"In all {images:N0} pairs of image and category, and {instances:N0} instances: {string.Join(", ", FrequencyBands.Groups.Select(Share))}."),
            FrequencyBands.Groups.Index().SelectMany(group =>
                Traces(group.Item.Name, [.. ranks[group.Item.Group]], SeriesStyle.Of(group.Index), isNamed: group.Index == 0)),
            new FigureLayout([panel]) { Height = 460 });

        string Share((FrequencyGroup Group, string Name, string) group)
        {
            var members = ranks[group.Group].Select(place => place.Category).ToArray();
            return Invariant($"{100.0 * members.Sum(category => (long)category.InstanceCount) / instances:F1} % in the {members.Length} {group.Name} categories");
        }
    }

    private static IEnumerable<ScatterTrace> Traces(string group, (int Rank, LvisCategory Category)[] places, SeriesStyle style, bool isNamed)
    {
        var images = new ScatterTrace
        {
            Name = "images",
            Style = style with { Dash = "solid" },
            X = [.. places.Select(place => (double)place.Rank)],
            Y = [.. places.Select(place => (double?)place.Category.ImageCount)],
            Hover = [.. places.Select(place =>
                Invariant($"{place.Category.Name} ({group})\n{place.Category.ImageCount:N0} images, {place.Category.InstanceCount:N0} instances"))],
            HasMarkers = false,
            LineWidth = 3,
            InLegend = isNamed,
        };
        yield return images;
        yield return images with
        {
            Name = "instances",
            Y = [.. places.Select(place => (double?)place.Category.InstanceCount)],
            HasLine = false,
            HasMarkers = true,
            MarkerSize = 4,
            MarkerOpacity = 0.5,
        };
    }
}
