using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>
/// Reads JSON token by token from a stream through one pooled buffer, which grows only for a token that does not fit, and hashes what it
/// reads. Whatever is wrong ends in an <see cref="InvalidDataException"/> that names the file and the byte.
/// </summary>
internal ref struct DetectionJson
{
    private const int MaximumDepth = 64;

    private readonly string _source;
    private readonly StreamWindow _window;
    private Utf8JsonReader _reader;

    public DetectionJson(Stream stream, string source)
    {
        (_source, _window) = (source, new StreamWindow(stream));
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        while (_window.Bytes.Length < mark.Length && !_window.IsFinal)
            _window.Advance(0);
        if (_window.Bytes.StartsWith(mark))
            _window.Advance(mark.Length);
        _reader = new Utf8JsonReader(_window.Bytes, _window.IsFinal, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaximumDepth }));
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
                throw Error(_window.Offset + _reader.BytesConsumed, JsonWords.Reason(e), e);
            }
            if (_window.IsFinal)
                return false;
            if (!_window.Advance((int)_reader.BytesConsumed))
                throw Error(_window.Offset, "a value is too long");
            _reader = new Utf8JsonReader(_window.Bytes, _window.IsFinal, _reader.CurrentState);
        }
    }

    /// <summary>Moves to the next token, which must be there.</summary>
    public JsonTokenType Next()
    {
        if (!Read())
            throw Error(_window.Offset + _reader.BytesConsumed, "the text ends too early");
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
            throw Wrong(JsonWords.Describe(token));
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
            throw Error(_window.Offset + _reader.TokenStartIndex, "the text is not valid Unicode", e);
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
            throw Error(_window.Offset + _reader.TokenStartIndex, "the text is not valid Unicode", e);
        }
    }

    /// <summary>What is at hand of the text behind the current token.</summary>
    public readonly ReadOnlySpan<byte> Rest => _window.Bytes[(int)_reader.BytesConsumed..];

    /// <summary>Moves on in <see cref="Rest"/>, over whole elements of an array, where the current token ends one.</summary>
    public void Pass(int bytes)
    {
        _window.Pass((int)_reader.BytesConsumed + bytes);
        _reader = new Utf8JsonReader(_window.Bytes, _window.IsFinal, _reader.CurrentState);
    }

    /// <summary>Checks that nothing follows, and gives the SHA-256 of the whole stream.</summary>
    public string Finish()
    {
        if (Read())
            throw Error("something follows the end of the text");
        return _window.Sha256();
    }

    public readonly void Dispose() => _window.Dispose();

    /// <summary>An error at the current token: got this, expected that.</summary>
    public readonly InvalidDataException Wrong(string expected) => Error($"got {Shown()}, expected {expected}");

    public readonly InvalidDataException Error(string what) => Error(_window.Offset + _reader.TokenStartIndex, what);

    private readonly InvalidDataException Error(long offset, string what, Exception? inner = null) =>
        new($"{_source}, byte {offset}: {what}. The file is damaged or not what it should be: get it again, or repair it there.", inner);

    private readonly string Shown()
    {
        const int most = 40;
        var value = _reader.ValueSpan;
        return Token is JsonTokenType.Number
            ? Encoding.UTF8.GetString(value[..Math.Min(most, value.Length)]) + (value.Length > most ? "..." : "")
            : JsonWords.Describe(Token);
    }
}
