using System.Numerics;

namespace Workbook.Data;

/// <summary>
/// Random numbers outside torch: xoshiro256** 1.0 (Blackman and Vigna, 2018) seeded by SplitMix64, with an independent stream for every key
/// path. A mutable value: pass it by <c>ref</c>, since a copy repeats the original's numbers. <c>default(Rng)</c> only ever yields zeros;
/// construct it.
/// </summary>
/// <remarks>
/// Without keys the four words of state are the first four outputs of SplitMix64 started at the seed, as its authors recommend.
/// A key <c>k</c> replaces the seed by <c>SplitMix64(seed) ^ k</c>, where SplitMix64(s) is the first output of the generator started at s.
/// Everything but <see cref="NextGaussian"/> is integer or correctly rounded arithmetic: the same on every machine.
/// </remarks>
public struct Rng
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong s0, s1, s2, s3;

    /// <summary>Starts the stream that <paramref name="seed"/> and the key path name.</summary>
    /// <param name="seed">Any value.</param>
    /// <param name="stream">Key path, e.g. iteration and position in the batch; the order counts.</param>
    public Rng(ulong seed, params ReadOnlySpan<ulong> stream)
    {
        foreach (var key in stream)
            seed = SplitMix64(ref seed) ^ key;
        s0 = SplitMix64(ref seed);
        s1 = SplitMix64(ref seed);
        s2 = SplitMix64(ref seed);
        s3 = SplitMix64(ref seed);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1): the upper 53 bits times 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusive"/>), without bias (Lemire, 2019: multiply and reject).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusive"/> is not positive.</exception>
    public int NextInt(int exclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusive);
        var range = (ulong)exclusive;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var threshold = (0 - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return (int)high;
    }

    /// <summary>True with the given probability; 0 is never, 1 is always.</summary>
    public bool NextBool(double probability) => NextDouble() < probability;

    /// <summary>
    /// Standard normal (Marsaglia's polar method). Uses <see cref="Math.Log(double)"/>, so the last bit may differ between machines.
    /// </summary>
    public double NextGaussian()
    {
        while (true)
        {
            var x = 2 * NextDouble() - 1;
            var y = 2 * NextDouble() - 1;
            var square = x * x + y * y;
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * Math.Log(square) / square);
        }
    }

    /// <summary>Puts the items in a uniformly random order (Fisher-Yates, from the last item down).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix64(ref ulong state)
    {
        var z = state += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
