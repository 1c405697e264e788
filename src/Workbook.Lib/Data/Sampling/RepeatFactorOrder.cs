namespace Workbook.Data.Sampling;

/// <summary>
/// Each image as often an epoch as its repeat factor says, in random order. The fractional part is rounded anew each epoch: up with that
/// probability.
/// </summary>
public sealed class RepeatFactorOrder : IImageOrder
{
    private const ulong Rounding = 0, Shuffling = 1;

    private readonly int[] _images;
    private readonly double[] _factors;
    private readonly ulong _seed;
    private readonly List<long> _starts = [0];
    private int[] _current = [];
    private int _currentEpoch = -1;

    /// <param name="images">The images.</param>
    /// <param name="factors">Their repeat factors, each 1 or more: see <see cref="RepeatFactors"/>.</param>
    /// <param name="seed">Of roundings and orders.</param>
    /// <exception cref="ArgumentException">There is no image, another number of factors, or a factor below 1.</exception>
    public RepeatFactorOrder(int[] images, double[] factors, ulong seed)
    {
        if (images.Length == 0 || factors.Length != images.Length)
            throw new ArgumentException($"Expected one factor for each of at least one image, got {factors.Length} for {images.Length}.", nameof(factors));
        if (factors.FirstOrDefault(factor => !(factor >= 1 && factor < int.MaxValue), 1) is var wrong and not 1)
            throw new ArgumentException(FormattableString.Invariant($"A repeat factor is {wrong}; expected finite numbers of at least 1."), nameof(factors));
        (_images, _factors, _seed) = (images, factors, seed);
    }

    /// <inheritdoc/>
    public int Image(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        // An epoch's length is known once its roundings are drawn.
        while (_starts[^1] <= position)
            _starts.Add(_starts[^1] + Length(_starts.Count - 1));
        var found = _starts.BinarySearch(position);
        var epoch = found >= 0 ? found : ~found - 1;
        if (epoch != _currentEpoch)
            (_current, _currentEpoch) = (Epoch(epoch), epoch);
        return _current[position - _starts[epoch]];
    }

    private long Length(int epoch)
    {
        var rounding = new Rng(_seed, (ulong)epoch, Rounding);
        long length = 0;
        foreach (var factor in _factors)
            length += Rounded(factor, ref rounding);
        return length;
    }

    private int[] Epoch(int epoch)
    {
        var rounding = new Rng(_seed, (ulong)epoch, Rounding);
        var order = new int[_starts[epoch + 1] - _starts[epoch]];
        var at = 0;
        for (var i = 0; i < _images.Length; i++)
        {
            var times = Rounded(_factors[i], ref rounding);
            order.AsSpan(at, times).Fill(_images[i]);
            at += times;
        }
        new Rng(_seed, (ulong)epoch, Shuffling).Shuffle(order);
        return order;
    }

    private static int Rounded(double factor, ref Rng rounding)
    {
        var whole = (int)factor;
        return whole + (rounding.NextBool(factor - whole) ? 1 : 0);
    }
}
