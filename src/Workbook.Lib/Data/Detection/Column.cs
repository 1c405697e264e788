using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Workbook.Data.Detection;

/// <summary>
/// A list that grows by blocks instead of by copies, and gives its memory up block by block when it becomes an array: the peak is one column
/// above what is kept.
/// </summary>
internal sealed class Column<T>
{
    private const int BlockLength = 1 << 14;
    private readonly List<T[]> _blocks = [];
    private T[] _last = [];

    public int Count { get; private set; }

    public T this[int index] => _blocks[index / BlockLength][index % BlockLength];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(T value)
    {
        var at = Count % BlockLength;
        if (at == 0)
            _blocks.Add(_last = GC.AllocateUninitializedArray<T>(BlockLength));
        _last[at] = value;
        Count++;
    }

    /// <summary>Moves the elements into an array; the column is empty then.</summary>
    public T[] Take()
    {
        var all = GC.AllocateUninitializedArray<T>(Count);
        for (var at = 0; at < all.Length; at += BlockLength)
        {
            _blocks[at / BlockLength].AsSpan(0, Math.Min(BlockLength, all.Length - at)).CopyTo(all.AsSpan(at));
            _blocks[at / BlockLength] = [];
        }
        Clear();
        return all;
    }

    /// <summary>Likewise, only the elements at these positions; all of them where there is no list.</summary>
    public T[] Take(int[]? positions)
    {
        if (positions is null)
            return Take();
        var chosen = Array.ConvertAll(positions, position => this[position]);
        Clear();
        return chosen;
    }

    /// <inheritdoc cref="Take(int[])"/>
    public ImmutableArray<T> TakeImmutable(int[]? positions = null) => ImmutableCollectionsMarshal.AsImmutableArray(Take(positions));

    private void Clear()
    {
        _blocks.Clear();
        _last = [];
        Count = 0;
    }
}
