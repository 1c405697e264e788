namespace Workbook.Data.Sampling;

/// <summary>One random order of 0..count-1 after another, each the shuffle by a random stream of its own. Keeps the latest.</summary>
/// <param name="count">At least 1.</param>
/// <param name="seed">Of all orders.</param>
/// <param name="stream">Keys before the number of the order.</param>
internal sealed class Permutations(int count, ulong seed, params ulong[] stream)
{
    private readonly int[] _items = new int[count];
    private long _current = -1;

    /// <summary>The item at a position of the orders, one after the other.</summary>
    public int At(long position)
    {
        var (order, place) = Math.DivRem(position, count);
        if (order != _current)
        {
            for (var i = 0; i < _items.Length; i++)
                _items[i] = i;
            new Rng(seed, [.. stream, (ulong)order]).Shuffle(_items);
            _current = order;
        }
        return _items[place];
    }
}
