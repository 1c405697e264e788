using System.Buffers.Binary;

namespace Workbook.Data.Images;

/// <summary>Reads how large a PNG or JPEG is, without decoding it.</summary>
internal static class ImageHeader
{
    private const int PngSize = 16; // behind signature, length and name of the first chunk

    /// <exception cref="InvalidDataException">It is neither, or ends too early.</exception>
    public static (int Height, int Width) Size(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[PngSize + 8];
        try
        {
            file.ReadExactly(start);
            if (PngCodec.Recognises(start))
                return (BinaryPrimitives.ReadInt32BigEndian(start[(PngSize + 4)..]), BinaryPrimitives.ReadInt32BigEndian(start[PngSize..]));
            if (start is [0xFF, 0xD8, ..])
            {
                file.Position = 2;
                return Jpeg(file);
            }
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{path}: the file ends before it says how large the image is.");
        }
        throw new InvalidDataException($"{path}: expected a PNG or JPEG, got neither.");
    }

    // Segments of marker and length; C0 to CF are frames, save for tables (C4), an extension (C8) and arithmetic coding (CC).
    private static (int Height, int Width) Jpeg(Stream file)
    {
        Span<byte> segment = stackalloc byte[4], size = stackalloc byte[5];
        while (true)
        {
            file.ReadExactly(segment);
            if (segment[0] == 0xFF && segment[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                file.ReadExactly(size);
                return (BinaryPrimitives.ReadUInt16BigEndian(size[1..]), BinaryPrimitives.ReadUInt16BigEndian(size[3..]));
            }
            if (segment[0] != 0xFF)
                throw new EndOfStreamException();
            file.Position += BinaryPrimitives.ReadUInt16BigEndian(segment[2..]) - 2;
        }
    }
}
