using System.Globalization;
using Workbook.Data.Detection;

namespace Workbook.Data.Statistics;

/// <summary>
/// The classes of another data set that LVIS v0.5 has too, for experts that are trained there and asked here. The rule, and what it would take for one though it
/// means another thing, stand at the head of <c>shared-categories.tsv</c>.
/// </summary>
/// <remarks>
/// The paper's appendix A borrows 20 thousand images of Open Images V5 with 110 shared categories and names no rule. This one finds 279 categories of LVIS
/// among the 500 classes of the 2019 challenge: all that mean the same, however frequent either set has them, not those of some chosen images.
/// </remarks>
public sealed class SharedCategories
{
    private readonly Dictionary<string, SharedCategory> _byKey;

    private SharedCategories(string set)
    {
        All =
        [
            .. StatisticsFile.Shared.Rows.Where(row => row[0] == set)
                .Select(row => new SharedCategory(row[1], row[2], int.Parse(row[3], CultureInfo.InvariantCulture), row[4], row[6])),
        ];
        _byKey = All.ToDictionary(shared => shared.Key);
    }

    /// <summary>Of COCO's 80 classes, by name.</summary>
    public static SharedCategories Coco { get; } = new("coco");

    /// <summary>Of the 500 classes of the Open Images challenge 2019, by key.</summary>
    public static SharedCategories OpenImages { get; } = new("open-images");

    /// <summary>The shared classes, in the order of their set. Several may be one category of LVIS: man, woman and person are.</summary>
    public IReadOnlyList<SharedCategory> All { get; }

    /// <summary>What a class is in LVIS; null where it is not shared.</summary>
    /// <param name="key">See <see cref="SharedCategory.Key"/>.</param>
    public SharedCategory? Of(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>
    /// For each label of a detector of the other set the category of a set with LVIS's ids, as <see cref="Models.EnsembleMember.Categories"/>; -1 where it is
    /// not shared.
    /// </summary>
    /// <param name="keys">The key of each label.</param>
    /// <param name="lvis">LVIS's categories, or some of them.</param>
    public int[] Labels(IEnumerable<string> keys, DetectionCategories lvis) => [.. keys.Select(key => Of(key) is { } shared ? lvis.IndexOf(shared.LvisId) : -1)];
}
