using Workbook.Data.Detection;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>The groups of categories that are ranked by training images, set off from each other.</summary>
internal static class FrequencyBands
{
    /// <summary>LVIS's groups, from the most images to the fewest, with their colours behind a figure.</summary>
    public static IReadOnlyList<(FrequencyGroup Group, string Name, string Color)> Groups { get; } =
        [(FrequencyGroup.Frequent, "frequent", "#f3f3f3"), (FrequencyGroup.Common, "common", "#fafafa"), (FrequencyGroup.Rare, "rare", "#f3f3f3")];

    /// <summary>The ranges of the groups.</summary>
    /// <param name="ranked">The group of each category, by rank from 1; equal ones stand together.</param>
    public static IReadOnlyList<FigureBand> Of(IEnumerable<FrequencyGroup> ranked)
    {
        var ranks = ranked.Index().ToLookup(place => place.Item, place => place.Index + 1);
        return
        [
            .. Groups.Where(group => ranks.Contains(group.Group)).Select(group => new FigureBand(
                ranks[group.Group].First() - 0.5, ranks[group.Group].Last() + 0.5, Invariant($"{group.Name}\n{ranks[group.Group].Count()}"), group.Color)),
        ];
    }

    /// <summary><c>rare</c>; <c>no group</c> where a data set has none.</summary>
    public static string Name(FrequencyGroup group) => Groups.FirstOrDefault(item => item.Group == group).Name ?? "no group";
}
