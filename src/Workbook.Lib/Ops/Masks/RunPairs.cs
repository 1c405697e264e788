namespace Workbook.Ops.Masks;

/// <summary>Two masks of one size, walked together; each given by the ends of its runs.</summary>
internal static class RunPairs
{
    /// <summary>Number of pixels that are 1 in both.</summary>
    public static long IntersectionArea(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        // Without a branch on the data: which run ends first is a coin toss that no processor predicts.
        var (a, b) = (StartNear(first, second[0]), StartNear(second, first[0]));
        long area = 0;
        while (a + 1 < first.Length && b + 1 < second.Length)
        {
            long startA = first[a], endA = first[a + 1], startB = second[b], endB = second[b + 1];
            var difference = endA - endB;
            var overlap = endB + (difference & (difference >> 63)) - Larger(startA, startB);
            area += overlap & ~(overlap >> 63);
            a += (int)((difference - 1) >> 63) & 2;
            b += (int)~(difference >> 63) & 2;
        }
        return area;
    }

    /// <returns>The ends of the runs of the union or the intersection.</returns>
    public static uint[] Merge(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second, bool isIntersection)
    {
        if (first.IsEmpty || second.IsEmpty)
            return first.ToArray();
        var boundaries = new BoundaryList((int)Math.Min((long)first.Length + second.Length, Array.MaxLength));
        var needed = isIntersection ? 2 : 1;
        for (int a = 0, b = 0; a < first.Length || b < second.Length;)
        {
            var index = Math.Min(a < first.Length ? first[a] : uint.MaxValue, b < second.Length ? second[b] : uint.MaxValue);
            var was = (a & 1) + (b & 1) >= needed;
            if (a < first.Length && first[a] == index)
                a++;
            if (b < second.Length && second[b] == index)
                b++;
            if ((a & 1) + (b & 1) >= needed != was)
                boundaries.Toggle(index);
        }
        return boundaries.ToRunEnds(first[^1]);
    }

    private static long Larger(long x, long y) => x - ((x - y) & ((x - y) >> 63));

    // The last run of ones, by its position among the ends, that starts at or before an index; 0 where there is none.
    private static int StartNear(ReadOnlySpan<uint> ends, uint index)
    {
        int low = 0, high = ends.Length / 2;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (ends[2 * middle] <= index)
                low = middle;
            else
                high = middle;
        }
        return 2 * low;
    }
}
