namespace Workbook.Evaluation.Detection;

/// <summary>Items in groups 0..Count-1, each group in the order in which its items came; made in one pass (a counting sort).</summary>
internal sealed class Grouping
{
    private readonly int[] _starts;
    private readonly int[] _items;

    private Grouping(int[] starts, int[] items) => (_starts, _items) = (starts, items);

    /// <summary>Number of groups.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>All items, group after group.</summary>
    public Span<int> Items => _items;

    /// <summary>The items of a group.</summary>
    public Span<int> this[int group] => _items.AsSpan(_starts[group].._starts[group + 1]);

    /// <summary>Groups items by their group number.</summary>
    /// <param name="items">In the order that groups keep.</param>
    /// <param name="groups">The group of each item, by item; negative for none.</param>
    /// <param name="count">Number of groups.</param>
    public static Grouping Of(ReadOnlySpan<int> items, ReadOnlySpan<int> groups, int count)
    {
        var starts = new int[count + 1];
        foreach (var item in items)
            if (groups[item] >= 0)
                starts[groups[item] + 1]++;
        for (var i = 0; i < count; i++)
            starts[i + 1] += starts[i];
        var next = starts.AsSpan(0, count).ToArray();
        var grouped = GC.AllocateUninitializedArray<int>(starts[count]);
        foreach (var item in items)
            if (groups[item] >= 0)
                grouped[next[groups[item]]++] = item;
        return new Grouping(starts, grouped);
    }
}
