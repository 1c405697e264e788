using System.Buffers;
using System.Buffers.Binary;

namespace Workbook.Data.Images;

/// <summary>
/// PNG through libpng, which sees the critical chunks only: gamma, profiles and transparent colours would change the pixels, and compressed
/// texts could fill the memory.
/// </summary>
internal static unsafe class PngCodec
{
    // Length, type and checksum around a chunk's data.
    private const int ChunkFrame = 12;

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file starts as PNG does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    /// <summary>Decodes; see <see cref="ImageFile"/>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="buffer">Receives the pixels where it is large enough.</param>
    public static RgbImage Decode(ReadOnlySpan<byte> bytes, string source, byte[] buffer)
    {
        var critical = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            var size = CopyCritical(bytes, critical, source);
            return ImageLibrary.Call(LibPng.Library, LibPng.Package, () => Read(critical, size, source, buffer));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(critical);
        }
    }

    /// <summary>Encodes without loss.</summary>
    public static byte[] Encode(RgbImage image) => ImageLibrary.Call(LibPng.Library, LibPng.Package, () => Write(image));

    private static int CopyCritical(ReadOnlySpan<byte> bytes, Span<byte> into, string source)
    {
        Signature.CopyTo(into);
        var (at, size) = (Signature.Length, Signature.Length);
        while (true)
        {
            var rest = bytes[at..];
            var length = rest.Length >= ChunkFrame ? BinaryPrimitives.ReadUInt32BigEndian(rest) : uint.MaxValue;
            if (length > rest.Length - ChunkFrame)
                throw Damaged(source, $"the chunk at byte {at} is not whole, the file ends at byte {bytes.Length}");
            var chunk = rest[..((int)length + ChunkFrame)];
            // The fifth bit of the type's first letter marks what a decoder may leave out.
            if ((chunk[4] & 0x20) == 0)
            {
                chunk.CopyTo(into[size..]);
                size += chunk.Length;
            }
            if (chunk[4..8].SequenceEqual("IEND"u8))
                return size;
            at += chunk.Length;
        }
    }

    private static RgbImage Read(byte[] bytes, int size, string source, byte[] buffer)
    {
        var png = new LibPng.Image();
        fixed (byte* start = bytes)
        {
            try
            {
                if (LibPng.BeginRead(&png, start, (nuint)size) == 0)
                    throw Damaged(source, png.Message);
                ImageLimits.Require(png.Height, png.Width, source);
                png.Flags |= LibPng.SixteenBitsAsEight;
                var image = new RgbImage((int)png.Height, (int)png.Width, buffer);
                if ((png.Format & LibPng.Alpha) == 0)
                    fixed (byte* pixels = image.Buffer)
                        Finish(&png, LibPng.Rgb, pixels, source);
                else
                    ReadWithoutAlpha(&png, image, source);
                return image;
            }
            finally
            {
                LibPng.Free(&png);
            }
        }
    }

    private static void ReadWithoutAlpha(LibPng.Image* png, RgbImage image, string source)
    {
        var rgba = ArrayPool<byte>.Shared.Rent(checked(4 * image.Height * image.Width));
        fixed (byte* pixels = rgba)
            Finish(png, LibPng.Rgba, pixels, source);
        var rgb = image.Pixels;
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
            (rgb[to], rgb[to + 1], rgb[to + 2]) = (rgba[from], rgba[from + 1], rgba[from + 2]);
        ArrayPool<byte>.Shared.Return(rgba);
    }

    private static void Finish(LibPng.Image* png, uint format, byte* pixels, string source)
    {
        png->Format = format;
        if (LibPng.FinishRead(png, 0, pixels, 0, 0) == 0)
            throw Damaged(source, png->Message);
    }

    private static byte[] Write(RgbImage image)
    {
        var png = new LibPng.Image { Width = (uint)image.Width, Height = (uint)image.Height, Format = LibPng.Rgb };
        // The raw rows and a filter byte each, with more room than deflate's stored blocks and the chunks take.
        var raw = ((long)image.Width * RgbImage.Channels + 1) * image.Height;
        var bytes = ArrayPool<byte>.Shared.Rent(checked((int)(raw + (raw / 100) + 4096)));
        var size = (nuint)bytes.Length;
        fixed (byte* to = bytes, pixels = image.Pixels)
            if (LibPng.Write(&png, to, &size, 0, pixels, 0, 0) == 0)
                throw new InvalidOperationException($"An image of {image.Height} x {image.Width} cannot be written as PNG: {png.Message}.");
        var file = bytes.AsSpan(0, (int)size).ToArray();
        ArrayPool<byte>.Shared.Return(bytes);
        return file;
    }

    private static InvalidDataException Damaged(string source, string error) =>
        new($"{source} is a truncated or damaged PNG file: {error}. Fetch it again, or leave it out.");
}
