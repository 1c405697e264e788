using System.Buffers;

namespace Workbook.Ops.Masks;

/// <summary>
/// Collects, in ascending order, the pixel indices at which a mask changes between 0 and 1. Two changes at one index cancel, so that no
/// run is empty but the first.
/// </summary>
internal ref struct BoundaryList(int capacity)
{
    private uint[] _boundaries = ArrayPool<uint>.Shared.Rent(Math.Max(capacity, 16));
    private int _count;

    public void Toggle(uint index)
    {
        if (_count > 0 && _boundaries[_count - 1] == index)
        {
            _count--;
            return;
        }
        if (_count == _boundaries.Length)
            Grow();
        _boundaries[_count++] = index;
    }

    /// <summary>The ends of the runs of a mask with this number of pixels; gives the buffer back.</summary>
    public uint[] ToRunEnds(uint pixels)
    {
        if (_count == 0 || _boundaries[_count - 1] != pixels)
            Toggle(pixels);
        var ends = _boundaries.AsSpan(0, _count).ToArray();
        ArrayPool<uint>.Shared.Return(_boundaries);
        _boundaries = [];
        return ends;
    }

    private void Grow()
    {
        var larger = ArrayPool<uint>.Shared.Rent((int)Math.Min(2L * _boundaries.Length, Array.MaxLength));
        _boundaries.CopyTo(larger, 0);
        ArrayPool<uint>.Shared.Return(_boundaries);
        _boundaries = larger;
    }
}
