using System.Globalization;
using System.Text;
using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>
/// Image ids to dense indices, in the order in which they are met. An id of 16 lower-case hexadecimal digits, as all of Open Images are, is
/// kept as a number; any other text as it is.
/// </summary>
internal sealed class ImageIndex
{
    private const int Digits = 16;
    private readonly Dictionary<ulong, int> _index = [];
    private readonly Utf8Index _otherIndex = new();
    private readonly Dictionary<int, string> _others = [];
    private readonly Column<ulong> _ids = new();
    private (ulong Id, int Index) _last = (0, -1);

    public int Count => _ids.Count;

    /// <summary>The id of an index.</summary>
    public string this[int index] =>
        _others.TryGetValue(index, out var other) ? other : _ids[index].ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The index of an id, a new one where it has none.</summary>
    public int GetOrAdd(ReadOnlySpan<byte> id)
    {
        if (!TryNumber(id, out var number))
        {
            var index = _otherIndex.Of(id);
            if (index >= 0)
                return index;
            _otherIndex.TryAdd(id, Count);
            _others.Add(Count, Encoding.UTF8.GetString(id));
            _ids.Add(0);
            return Count - 1;
        }
        // Files list the lines of an image one after the other.
        if (_last.Id == number && _last.Index >= 0)
            return _last.Index;
        if (!_index.TryGetValue(number, out var known))
        {
            known = Count;
            _index.Add(number, known);
            _ids.Add(number);
        }
        _last = (number, known);
        return known;
    }

    /// <summary>The index of an id, or -1.</summary>
    public int Of(ReadOnlySpan<byte> id) =>
        !TryNumber(id, out var number) ? _otherIndex.Of(id) : _index.TryGetValue(number, out var index) ? index : -1;

    private static bool TryNumber(ReadOnlySpan<byte> id, out ulong number)
    {
        number = 0;
        if (id.Length != Digits)
            return false;
        foreach (var character in id)
        {
            var digit = character switch
            {
                >= (byte)'0' and <= (byte)'9' => character - '0',
                >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
                _ => -1,
            };
            if (digit < 0)
                return false;
            number = number << 4 | (uint)digit;
        }
        return true;
    }
}
