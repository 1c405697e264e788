using System.Text.Json;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>
/// The header of a safetensors file: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ..., "__metadata__": {"key": "text"}},
/// checked: no key twice, sizes as shape and type say, and the tensors cover the data without holes and overlaps.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The key beside the tensors' names.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The longest header that the format allows, in bytes.</summary>
    public const long MostBytes = 100_000_000;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 4 };

    /// <summary>The tensors, in the header's order.</summary>
    public OrderedDictionary<string, SafetensorsEntry> Entries { get; } = [];

    /// <summary>Texts about the file.</summary>
    public OrderedDictionary<string, string> Metadata { get; } = [];

    /// <summary>Reads a header that <paramref name="dataLength"/> bytes of data follow.</summary>
    /// <exception cref="FormatException">It is not as the format demands.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength)
    {
        if (json.Length == 0 || json[0] != (byte)'{')
            throw new FormatException("the header does not start with {");
        var header = new SafetensorsHeader();
        try
        {
            header.ReadAll(json);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new FormatException($"the header is no JSON of safetensors: {problem.Message}", problem);
        }
        header.RequireCover(dataLength);
        return header;
    }

    private void ReadAll(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, s_options);
        Expect(ref reader, JsonTokenType.StartObject, "the header");
        var hasMetadata = false;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (name != MetadataKey)
            {
                if (!Entries.TryAdd(name, ReadEntry(ref reader, name)))
                    throw new FormatException($"two tensors have the name \"{name}\"");
                continue;
            }
            if (hasMetadata)
                throw new FormatException($"{MetadataKey} is there twice");
            hasMetadata = true;
            ReadMetadata(ref reader);
        }
        reader.Read(); // what follows the header's end must be blank
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, MetadataKey);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String, $"{MetadataKey}, \"{key}\"");
            if (!Metadata.TryAdd(key, reader.GetString()!))
                throw new FormatException($"{MetadataKey} has the key \"{key}\" twice");
        }
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        ScalarType? type = null;
        long[]? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, $"\"{name}\"");
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var key = reader.GetString();
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String, $"\"{name}\", dtype");
                    type = Of(name, SafetensorsType.Parse, reader.GetString());
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, $"\"{name}\", shape");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, $"\"{name}\", data_offsets");
                    break;
                default:
                    throw new FormatException($"\"{name}\": the key \"{key}\" is not of the format, or there twice; expected dtype, shape and data_offsets");
            }
        }
        if (type is null || shape is null || offsets is not [var start, var end])
            throw new FormatException($"\"{name}\": expected dtype, shape and data_offsets of two numbers");
        var expected = (Int128)Of(name, sizes => TensorShape.Count(sizes), shape) * SafetensorsType.Size(type.Value);
        if (end < start || end - start != expected)
            throw new FormatException($"\"{name}\": data_offsets [{start}, {end}], expected {expected} bytes for {SafetensorsType.Name(type.Value)} {TensorShape.Text(shape)}");
        return new SafetensorsEntry(type.Value, shape, start, end);
    }

    private static long[] ReadNumbers(ref Utf8JsonReader reader, string what)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray, what);
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
                throw new FormatException($"{what}: expected whole numbers from 0 to 2^63 - 1");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    private void RequireCover(long dataLength)
    {
        long covered = 0;
        foreach (var (name, entry) in Entries.OrderBy(entry => entry.Value.Start).ThenBy(entry => entry.Value.End))
        {
            if (entry.Start != covered)
                throw new FormatException($"\"{name}\" starts at byte {entry.Start} of the data, expected {covered}: the tensors must follow each other without holes and overlaps");
            covered = entry.End;
        }
        if (covered != dataLength)
            throw new FormatException($"the tensors end at byte {covered} of the data, the file at {dataLength}");
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw new FormatException("the header ends early");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (Next(ref reader) != type)
            throw new FormatException($"{what}: got {reader.TokenType}, expected {type}");
    }

    private static TResult Of<T, TResult>(string name, Func<T, TResult> parse, T value)
    {
        try
        {
            return parse(value);
        }
        catch (FormatException problem)
        {
            throw new FormatException($"\"{name}\": {problem.Message}", problem);
        }
    }
}
