namespace Workbook.Evaluation.OpenImages;

/// <summary>
/// Classes in groups of equal size by the number of training images that show them, the most first: the five groups of 100 of the paper
/// (section 5, Table 6: AP1 to AP5).
/// </summary>
public sealed class ImageNumberGroups
{
    private readonly int[] _groups;

    /// <summary>Sorts classes by descending count, the earlier class first where counts are equal, and cuts the list.</summary>
    /// <param name="imageCounts">Images of the training set with each class; index = class.</param>
    /// <param name="count">Number of groups; where the classes cannot be divided evenly, sizes differ by one.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one group, or more than there are classes.</exception>
    public ImageNumberGroups(IReadOnlyList<long> imageCounts, int count = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, imageCounts.Count);
        Count = count;
        _groups = new int[imageCounts.Count];
        var order = Enumerable.Range(0, imageCounts.Count).OrderByDescending(i => imageCounts[i]).ToArray();
        for (var i = 0; i < order.Length; i++)
            _groups[order[i]] = (int)((long)i * count / order.Length);
    }

    /// <summary>Number of groups.</summary>
    public int Count { get; }

    /// <summary>Number of classes.</summary>
    public int Classes => _groups.Length;

    /// <summary>The group of a class: 0 has the most images.</summary>
    public int GroupOf(int @class) => _groups[@class];
}
