using System.Buffers.Binary;
using System.Text;

namespace Workbook.Data.Weights;

/// <summary>The bytes of a pickle, forwards. Every length is compared with what is left before anything is made of it.</summary>
internal sealed class PickleInput(ReadOnlyMemory<byte> data)
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The next byte.</summary>
    public int Position { get; private set; }

    /// <summary>All bytes.</summary>
    public int Length => data.Length;

    public byte Byte() => Take(1).Span[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    public double BigEndianDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(8).Span);

    /// <exception cref="FormatException">Fewer bytes are left.</exception>
    public ReadOnlyMemory<byte> Take(ulong count)
    {
        var rest = data.Length - Position;
        if (count > (ulong)rest)
            throw new FormatException($"{count} bytes claimed, {rest} are left");
        var bytes = data.Slice(Position, (int)count);
        Position += (int)count;
        return bytes;
    }

    public string Utf8(ulong count)
    {
        try
        {
            return s_utf8.GetString(Take(count).Span);
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException("a text that is not UTF-8", problem);
        }
    }

    /// <summary>The bytes up to the next line feed, without it.</summary>
    public ReadOnlyMemory<byte> Line()
    {
        var length = data.Span[Position..].IndexOf((byte)'\n');
        if (length < 0)
            throw new FormatException("a line without an end");
        var line = Take((ulong)length);
        Position++;
        return line;
    }

    /// <summary>A line of ASCII.</summary>
    public string AsciiLine()
    {
        var line = Line().Span;
        return Ascii.IsValid(line) ? Encoding.ASCII.GetString(line) : throw new FormatException("a line that is not ASCII");
    }
}
