using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>
/// Reads JSON token by token from a stream through one pooled buffer, which grows only for a token that does not fit, and hashes what it
/// reads. Whatever is wrong ends in an <see cref="InvalidDataException"/> that names the file and the byte.
/// </summary>
internal ref struct DetectionJson
{
    private const int InitialBuffer = 1 << 18;
    private const int LongestToken = 1 << 28;
    private const int MaximumDepth = 64;

    private readonly Stream _stream;
    private readonly string _source;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
    private int _length;
    private long _before;
    private bool _isFinal;
    private Utf8JsonReader _reader;

    public DetectionJson(Stream stream, string source)
    {
        (_stream, _source) = (stream, source);
        _reader = new Utf8JsonReader(ReadOnlySpan<byte>.Empty, false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaximumDepth }));
        Fill(0);
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (_buffer.AsSpan(0, _length).StartsWith(mark))
            Start(mark.Length);
    }

    public readonly JsonTokenType Token => _reader.TokenType;

    /// <summary>Whether the current token is a property of this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> property) => _reader.ValueTextEquals(property);

    /// <summary>Moves to the next token; false at the end of the text.</summary>
    public bool Read()
    {
        while (true)
        {
            try
            {
                if (_reader.Read())
                    return true;
            }
            catch (JsonException e)
            {
                throw Error(_before + _reader.BytesConsumed, Reason(e), e);
            }
            if (_isFinal)
                return false;
            Refill();
        }
    }

    /// <summary>Moves to the next token, which must be there.</summary>
    public JsonTokenType Next()
    {
        if (!Read())
            throw Error(_before + _reader.BytesConsumed, "the text ends too early");
        return Token;
    }

    /// <summary>Moves to the next token and checks that it is this one.</summary>
    public void Expect(JsonTokenType token)
    {
        Next();
        Require(token);
    }

    /// <summary>Checks the current token.</summary>
    public readonly void Require(JsonTokenType token)
    {
        if (Token != token)
            throw Wrong(Describe(token));
    }

    /// <summary>Moves to the next element of the array whose start or previous element is the current token; false at its end.</summary>
    public bool NextElement() => Next() != JsonTokenType.EndArray;

    /// <summary>Moves to the next property of an object; false at its end.</summary>
    public bool NextProperty() => Next() != JsonTokenType.EndObject;

    /// <summary>Moves past the value of the current property.</summary>
    public void SkipValue()
    {
        var open = 0;
        do
            open += Next() switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        while (open > 0);
    }

    /// <summary>Notes that a property was met; an object may have it once.</summary>
    public readonly void Once(ref int seen, int property)
    {
        if ((seen & 1 << property) != 0)
            throw Error($"the key {Encoding.UTF8.GetString(_reader.ValueSpan)} stands twice in one object");
        seen |= 1 << property;
    }

    /// <summary>The current token as a number: the double nearest to the decimal text.</summary>
    public readonly double Number()
    {
        Require(JsonTokenType.Number);
        var value = DecimalText.ToDouble(_reader.ValueSpan);
        return double.IsFinite(value) ? value : throw Error($"the number {Shown()} is beyond the range of doubles");
    }

    /// <summary>The next token as a whole number in a range.</summary>
    public long NextInteger(long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        Next();
        return Integer(minimum, maximum);
    }

    /// <summary>The current token as a whole number in a range.</summary>
    public readonly long Integer(long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        Require(JsonTokenType.Number);
        return _reader.TryGetInt64(out var value) && value >= minimum && value <= maximum
            ? value
            : throw Wrong(minimum == long.MinValue ? "a whole number of 64 bits" : $"a whole number from {minimum} to {maximum}");
    }

    /// <summary>The next token as 0, 1, false or true.</summary>
    public bool NextFlag() => Next() switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => Integer(0, 1) == 1,
        _ => throw Wrong("0 or 1"),
    };

    /// <summary>The next token as text; empty for null.</summary>
    public string NextText()
    {
        if (Next() == JsonTokenType.Null)
            return "";
        Require(JsonTokenType.String);
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Error(_before + _reader.TokenStartIndex, "the text is not valid Unicode", e);
        }
    }

    /// <summary>The current token, a string, as bytes without escapes.</summary>
    public readonly void CopyText(ArrayBufferWriter<byte> into)
    {
        Require(JsonTokenType.String);
        try
        {
            into.Advance(_reader.CopyString(into.GetSpan(Math.Max(1, _reader.ValueSpan.Length))));
        }
        catch (InvalidOperationException e)
        {
            throw Error(_before + _reader.TokenStartIndex, "the text is not valid Unicode", e);
        }
    }

    /// <summary>Checks that nothing follows, and gives the SHA-256 of the whole stream.</summary>
    public string Finish()
    {
        if (Read())
            throw Error("something follows the end of the text");
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>An error at the current token: got this, expected that.</summary>
    public readonly InvalidDataException Wrong(string expected) => Error($"got {Shown()}, expected {expected}");

    public readonly InvalidDataException Error(string what) => Error(_before + _reader.TokenStartIndex, what);

    private readonly InvalidDataException Error(long offset, string what, Exception? inner = null) =>
        new($"{_source}, byte {offset}: {what}. The file is damaged or not what it should be: get it again, or repair it there.", inner);

    private readonly string Shown()
    {
        const int most = 40;
        var value = _reader.ValueSpan;
        return Token is JsonTokenType.Number
            ? Encoding.UTF8.GetString(value[..Math.Min(most, value.Length)]) + (value.Length > most ? "..." : "")
            : Describe(Token);
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.EndArray => "the end of the array",
        JsonTokenType.Number => "a number",
        JsonTokenType.String => "a text",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => token.ToString(),
    };

    // The reader's messages end in its own position, which counts lines.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.', ' ');
    }

    private void Refill()
    {
        var consumed = (int)_reader.BytesConsumed;
        var rest = _length - consumed;
        if (consumed == 0 && rest == _buffer.Length)
        {
            if (rest >= LongestToken)
                throw Error(_before, $"a value is longer than {LongestToken} bytes");
            var larger = ArrayPool<byte>.Shared.Rent(checked(rest * 2));
            _buffer.AsSpan(0, rest).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(consumed, rest).CopyTo(_buffer);
        }
        _before += consumed;
        Fill(rest);
    }

    private void Fill(int rest)
    {
        var read = _stream.ReadAtLeast(_buffer.AsSpan(rest), 1, throwOnEndOfStream: false);
        _hash.AppendData(_buffer, rest, read);
        _isFinal = read == 0;
        _length = rest + read;
        Start(0);
    }

    private void Start(int at)
    {
        _before += at;
        if (at > 0)
        {
            _buffer.AsSpan(at, _length - at).CopyTo(_buffer);
            _length -= at;
        }
        _reader = new Utf8JsonReader(_buffer.AsSpan(0, _length), _isFinal, _reader.CurrentState);
    }
}
