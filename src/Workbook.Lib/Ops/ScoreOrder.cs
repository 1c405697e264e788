namespace Workbook.Ops;

/// <summary>Indices by falling score, made piece by piece: whoever stops early pays for one pass and for sorting what it took.</summary>
internal static class ScoreOrder
{
    private const int BucketBits = 16;

    /// <summary>All indices; the first of equal scores first, NaN before all numbers.</summary>
    public static IEnumerable<int> Descending(float[] scores) => Descending(scores, float.NegativeInfinity);

    /// <summary>The indices of scores above a threshold, NaN included only where the threshold is minus infinity.</summary>
    public static IEnumerable<int> Descending(float[] scores, float above)
    {
        var all = float.IsNegativeInfinity(above);
        var starts = new int[(1 << BucketBits) + 1];
        foreach (var score in scores)
            if (all || score > above)
                starts[Bucket(score) + 1]++;
        for (var bucket = 0; bucket < 1 << BucketBits; bucket++)
            starts[bucket + 1] += starts[bucket];

        var (indices, next) = (new int[starts[^1]], starts[..^1]);
        for (var i = 0; i < scores.Length; i++)
            if (all || scores[i] > above)
                indices[next[Bucket(scores[i])]++] = i;
        for (var bucket = 0; bucket < 1 << BucketBits; bucket++)
        {
            var (start, end) = (starts[bucket], starts[bucket + 1]);
            if (end - start > 1)
                Sort(scores, indices.AsSpan(start, end - start));
            for (var i = start; i < end; i++)
                yield return indices[i];
        }
    }

    private static void Sort(float[] scores, Span<int> indices)
    {
        var keys = new ulong[indices.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((ulong)Key(scores[indices[i]]) << 32) | (uint)indices[i];
        keys.AsSpan().Sort();
        for (var i = 0; i < keys.Length; i++)
            indices[i] = (int)(uint)keys[i];
    }

    private static int Bucket(float score) => (int)(Key(score) >> (32 - BucketBits));

    /// <summary>Grows as the score falls; 0 for NaN.</summary>
    private static uint Key(float score)
    {
        if (float.IsNaN(score))
            return 0;
        var bits = BitConverter.SingleToUInt32Bits(score == 0 ? 0f : score); // -0 is as 0
        return (bits & 0x8000_0000) != 0 ? bits : ~(bits | 0x8000_0000);
    }
}
