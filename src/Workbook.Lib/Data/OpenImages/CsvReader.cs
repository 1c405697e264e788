using System.Text;
using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>
/// Reads comma-separated UTF-8 line by line from a stream, fields as bytes in the reader's buffer: commas, quotes around fields (doubled
/// within), LF or CRLF, a byte-order mark or none, a line feed after the last line or none. Blank lines are no lines.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    /// <summary>Fields of a line that are kept; further ones are counted.</summary>
    public const int MostFields = 64;

    private const int LongestLine = 1 << 24;
    private readonly StreamWindow _window;
    private readonly (int Start, int Length)[] _fields = new (int, int)[MostFields];
    private byte[] _unquoted = [];
    private int _unquotedLength;
    private int _next;
    private long _nextLine = 1;
    private int _lineBreaks;

    public CsvReader(Stream stream, string source)
    {
        (Source, _window) = (source, new StreamWindow(stream));
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        while (_window.Bytes.Length < mark.Length && !_window.IsFinal)
            _window.Advance(0);
        _next = _window.Bytes.StartsWith(mark) ? mark.Length : 0;
    }

    public string Source { get; }

    /// <summary>The number of the current line, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Fields of the current line.</summary>
    public int Count { get; private set; }

    /// <summary>Whether something follows the closing quote of a field of the current line.</summary>
    public bool IsMisquoted { get; private set; }

    /// <summary>A field of the current line, without quotes; valid until the next is read.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            var (start, length) = _fields[field];
            return start >= 0 ? _window.Bytes.Slice(start, length) : _unquoted.AsSpan(~start, length);
        }
    }

    /// <summary>A field for messages: its start.</summary>
    public string Text(int field)
    {
        const int most = 40;
        var bytes = this[field];
        return Encoding.UTF8.GetString(bytes[..Math.Min(most, bytes.Length)]) + (bytes.Length > most ? "..." : "");
    }

    /// <summary>Moves to the next line that is not blank; false at the end.</summary>
    public bool Read()
    {
        while (true)
        {
            while (!TrySplit())
                Refill();
            if (Count == 0)
                return false;
            Line = _nextLine;
            _nextLine += _lineBreaks;
            if (Count > 1 || _fields[0].Length > 0)
                return true;
        }
    }

    /// <summary>SHA-256 of the stream, once it is read to its end.</summary>
    public string Sha256() => _window.Sha256();

    public void Dispose() => _window.Dispose();

    public InvalidDataException Error(long line, string what) =>
        new($"{Source}, line {line}: {what}. The file is damaged or not what it should be: get it again, or repair it there.");

    // Doubles what is there before the line is tried again, so that the time stays linear in its length.
    private void Refill()
    {
        var length = _window.Bytes.Length - _next;
        if (length > LongestLine)
            throw Error(_nextLine, $"the line is longer than {LongestLine} bytes, or a quote is not closed");
        _window.Advance(_next);
        _next = 0;
        while (!_window.IsFinal && _window.Bytes.Length < 2 * length)
            _window.Advance(0);
    }

    /// <summary>
    /// Finds the fields of the next line: none at the end of the stream; false where the window does not reach to the end of the line.
    /// </summary>
    private bool TrySplit()
    {
        var bytes = _window.Bytes;
        (Count, IsMisquoted, _unquotedLength, _lineBreaks) = (0, false, 0, 0);
        var at = _next;
        if (at == bytes.Length)
            return _window.IsFinal;
        while (true)
        {
            var isQuoted = at < bytes.Length && bytes[at] == '"';
            if (isQuoted && !TryUnquote(bytes, ref at))
                return false;
            var length = bytes[at..].IndexOfAny((byte)',', (byte)'\n');
            if (length < 0 && !_window.IsFinal)
                return false;
            var end = length < 0 ? bytes.Length : at + length;
            var isLast = end == bytes.Length || bytes[end] == '\n';
            var trimmed = isLast && end > at && bytes[end - 1] == '\r' ? end - 1 : end;
            if (isQuoted)
                IsMisquoted |= trimmed > at;
            else
                Add(at, trimmed - at);
            at = end + 1;
            if (!isLast)
                continue;
            _lineBreaks++;
            _next = Math.Min(at, bytes.Length);
            return true;
        }
    }

    /// <summary>Adds a quoted field and moves behind its closing quote.</summary>
    private bool TryUnquote(ReadOnlySpan<byte> bytes, ref int at)
    {
        var (start, copied) = (at + 1, _unquotedLength);
        while (true)
        {
            var length = bytes[start..].IndexOf((byte)'"');
            if (length < 0 || (start + length + 1 == bytes.Length && !_window.IsFinal))
                return !_window.IsFinal ? false : throw Error(_nextLine, "a quoted field is not closed");
            _lineBreaks += bytes.Slice(start, length).Count((byte)'\n');
            var close = start + length;
            var isDoubled = close + 1 < bytes.Length && bytes[close + 1] == '"';
            if (!isDoubled && _unquotedLength == copied)
            {
                Add(start, length);
                at = close + 1;
                return true;
            }
            Copy(bytes.Slice(start, length + (isDoubled ? 1 : 0)));
            start = close + 2;
            if (isDoubled)
                continue;
            Add(~copied, _unquotedLength - copied);
            at = close + 1;
            return true;
        }
    }

    private void Add(int start, int length)
    {
        if (Count < MostFields)
            _fields[Count] = (start, length);
        Count++;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (_unquoted.Length - _unquotedLength < bytes.Length)
            Array.Resize(ref _unquoted, Math.Max(_unquotedLength + bytes.Length, 2 * _unquoted.Length));
        bytes.CopyTo(_unquoted.AsSpan(_unquotedLength));
        _unquotedLength += bytes.Length;
    }
}
