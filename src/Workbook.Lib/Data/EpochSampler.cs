namespace Workbook.Data;

/// <summary>
/// The order in which training visits images: one random permutation of 0..count-1 after another, cut into batches of exactly the same size
/// (a batch may span two epochs, none is dropped). Which images an iteration sees depends on (count, batch size, seed, iteration) only.
/// Safe to call from several threads.
/// </summary>
public sealed class EpochSampler
{
    private readonly Lock gate = new();
    private readonly ulong seed;
    private readonly int[][] permutations = new int[2][];
    private readonly long[] epochs = [-1, -1];

    /// <summary>Describes the order; nothing is drawn yet.</summary>
    /// <param name="count">Number of images, at least 1.</param>
    /// <param name="batchSize">Images an iteration, at least 1; may exceed <paramref name="count"/>.</param>
    /// <param name="seed">Epoch e is the <see cref="Rng.Shuffle"/> of 0..count-1 by <c>new Rng(seed, e)</c>.</param>
    public EpochSampler(int count, int batchSize, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Count = count;
        BatchSize = batchSize;
        this.seed = seed;
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Images an iteration.</summary>
    public int BatchSize { get; }

    /// <summary>The images of one iteration.</summary>
    /// <param name="iteration">0 or more; any order of calls gives the same answers.</param>
    /// <param name="into">Receives <see cref="BatchSize"/> indices.</param>
    /// <exception cref="ArgumentException"><paramref name="into"/> has another length.</exception>
    public void Indices(long iteration, Span<int> into)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iteration);
        if (into.Length != BatchSize)
            throw new ArgumentException($"Expected room for {BatchSize} indices (the batch size), got {into.Length}.", nameof(into));
        lock (gate)
        {
            var position = iteration * BatchSize;
            while (into.Length > 0)
            {
                var (epoch, start) = Math.DivRem(position, Count);
                var piece = Permutation(epoch).AsSpan((int)start);
                piece = piece[..Math.Min(piece.Length, into.Length)];
                piece.CopyTo(into);
                into = into[piece.Length..];
                position += piece.Length;
            }
        }
    }

    // Neighbouring iterations need the current epoch and the next one: even and odd epochs have a place each.
    private int[] Permutation(long epoch)
    {
        var place = (int)(epoch & 1);
        var permutation = permutations[place] ??= new int[Count];
        if (epochs[place] != epoch)
        {
            for (var i = 0; i < permutation.Length; i++)
                permutation[i] = i;
            new Rng(seed, (ulong)epoch).Shuffle(permutation);
            epochs[place] = epoch;
        }
        return permutation;
    }
}
