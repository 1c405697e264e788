using System.Buffers.Binary;
using System.Text.Json;
using Workbook.Results;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>
/// Files of safetensors: the header's length (8 bytes, little-endian), the header (JSON), the data (row-major, little-endian).
/// Source: the description of the format in huggingface/safetensors.
/// </summary>
public static class Safetensors
{
    private const int LengthBytes = 8;
    private const int Alignment = 8;

    /// <summary>
    /// Writes tensors, in the order of the header; the data lie with wide elements first, so that all are aligned. At every moment the file is
    /// the old one or the new one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Name and value; on any device, in any layout.</param>
    /// <param name="metadata">Texts about the file.</param>
    /// <exception cref="ArgumentException">A name is <c>__metadata__</c> or there twice, or an element type is not of the format.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var inOrder = tensors.ToList();
        if (inOrder.GroupBy(tensor => tensor.Key).FirstOrDefault(group => group.Count() > 1 || group.Key == SafetensorsHeader.MetadataKey) is { } wrong)
            throw new ArgumentException($"{path}: the name \"{wrong.Key}\" is taken.", nameof(tensors));
        var inFile = inOrder.OrderByDescending(tensor => SafetensorsType.Size(tensor.Value.dtype)).ToList();
        var starts = new Dictionary<string, long>();
        long end = 0;
        foreach (var (name, tensor) in inFile)
        {
            starts.Add(name, end);
            end += tensor.NumberOfElements * SafetensorsType.Size(tensor.dtype);
        }
        var header = Header(inOrder, starts, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in inFile)
                TensorBytes.Write(tensor, stream);
        });
    }

    /// <summary>Reads a header: <paramref name="stream"/> is at the file's start before, and at the start of the data after.</summary>
    /// <exception cref="FormatException">The file is not as the format demands.</exception>
    internal static SafetensorsHeader ReadHeader(Stream stream)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        if (stream.Length < LengthBytes)
            throw new FormatException($"a file of {stream.Length} bytes, expected {LengthBytes} and a header");
        stream.ReadExactly(length);
        var count = BinaryPrimitives.ReadUInt64LittleEndian(length);
        var rest = stream.Length - LengthBytes;
        if (count > SafetensorsHeader.MostBytes)
            throw new FormatException($"a header of {count} bytes, expected at most {SafetensorsHeader.MostBytes}");
        if (count > (ulong)rest)
            throw new FormatException($"a header of {count} bytes, but only {rest} bytes follow");
        var json = new byte[count];
        stream.ReadExactly(json);
        return SafetensorsHeader.Parse(json, rest - (long)count);
    }

    /// <summary>Reads all tensors, each straight into its memory; the caller disposes them.</summary>
    /// <exception cref="FormatException">The file is not as the format demands.</exception>
    internal static OrderedDictionary<string, Tensor> ReadTensors(Stream stream, SafetensorsHeader header)
    {
        var data = stream.Position;
        var tensors = new OrderedDictionary<string, Tensor>();
        try
        {
            foreach (var (name, entry) in header.Entries)
            {
                tensors.Add(name, empty(entry.Shape, entry.Type, CPU).DetachFromDisposeScope());
                stream.Position = data + entry.Start;
                TensorBytes.Fill(tensors[name], stream);
            }
            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }
    }

    private static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, Dictionary<string, long> starts, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach (var (key, text) in metadata)
                    json.WriteString(key, text);
                json.WriteEndObject();
            }
            foreach (var (name, tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsType.Name(tensor.dtype));
                json.WriteStartArray("shape");
                foreach (var size in tensor.shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(starts[name]);
                json.WriteNumberValue(starts[name] + tensor.NumberOfElements * SafetensorsType.Size(tensor.dtype));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }
}
