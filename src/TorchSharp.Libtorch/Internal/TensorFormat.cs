using static TorchSharp.torch;

namespace TorchSharp.Internal;

/// <summary>A tensor in a binary stream: element type, number of dimensions and sizes as LEB128, then the elements' bytes, little-endian.</summary>
internal static class TensorFormat
{
    internal static void WriteNumber(BinaryWriter writer, long value)
    {
        for (var rest = (ulong)value; ;)
        {
            var low = (byte)(rest & 0x7f);
            rest >>= 7;
            writer.Write(rest == 0 ? low : (byte)(low | 0x80));
            if (rest == 0)
                return;
        }
    }

    internal static long ReadNumber(BinaryReader reader)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = reader.ReadByte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return (long)value;
        }
        throw new InvalidDataException("A LEB128 number has more than 64 bits; the stream is not a TorchSharp state, or is damaged.");
    }

    internal static void Write(BinaryWriter writer, Tensor tensor)
    {
        using var detached = tensor.detach();
        using var host = detached.cpu();
        using var plain = host.contiguous();
        WriteNumber(writer, (long)plain.dtype);
        var shape = plain.shape;
        WriteNumber(writer, shape.Length);
        foreach (var size in shape)
            WriteNumber(writer, size);
        writer.Flush();
        plain.WriteBytesToStream(writer.BaseStream, 1 << 20);
    }

    internal static Tensor Read(BinaryReader reader)
    {
        var type = ReadNumber(reader);
        if (type > sbyte.MaxValue || !Enum.IsDefined((ScalarType)type))
            throw new InvalidDataException($"{type} is no element type; the stream is not a TorchSharp state, or is damaged.");
        var dimensions = ReadNumber(reader);
        if (dimensions is < 0 or > 64)
            throw new InvalidDataException($"A tensor of {dimensions} dimensions; the stream is not a TorchSharp state, or is damaged.");
        var shape = new long[dimensions];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = ReadNumber(reader);
        var tensor = empty(shape, (ScalarType)type, CPU);
        tensor.ReadBytesFromStream(reader.BaseStream, 1 << 20);
        return tensor;
    }
}
