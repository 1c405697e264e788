namespace Workbook.Data.Detection;

/// <summary>A set of indices for each of 0..Count-1, ascending, in two arrays.</summary>
/// <param name="Starts">Count + 1 positions in <paramref name="Values"/>.</param>
/// <param name="Values">The sets, one after the other.</param>
internal sealed record IndexSets(int[] Starts, int[] Values)
{
    public ReadOnlySpan<int> this[int index] => Values.AsSpan(Starts[index]..Starts[index + 1]);

    /// <summary>Sorts pairs (owner, member) into sets; equal pairs become one.</summary>
    public static IndexSets Of(int count, ReadOnlySpan<int> owners, ReadOnlySpan<int> members)
    {
        var starts = new int[count + 1];
        foreach (var owner in owners)
            starts[owner + 1]++;
        for (var i = 0; i < count; i++)
            starts[i + 1] += starts[i];
        var values = new int[owners.Length];
        var next = starts.AsSpan(0, count).ToArray();
        for (var i = 0; i < owners.Length; i++)
            values[next[owners[i]]++] = members[i];

        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var set = values.AsSpan(starts[i]..next[i]);
            set.Sort();
            starts[i] = kept;
            for (var k = 0; k < set.Length; k++)
                if (k == 0 || set[k] != set[k - 1])
                    values[kept++] = set[k];
        }
        starts[count] = kept;
        return new IndexSets(starts, values[..kept]);
    }
}
