using System.Buffers;
using System.Runtime.InteropServices;

namespace Workbook.Data.Images;

/// <summary>
/// JPEG through libjpeg-turbo with its defaults, which are Pillow's too: accurate integer DCT, smooth chroma upsampling. The pixels are the
/// same.
/// </summary>
internal static unsafe class JpegCodec
{
    // Scaled decoding works in eighths.
    private const int Whole = 8;

    // Warnings that leave every pixel as the encoder meant it.
    private static readonly string[] Harmless = ["extraneous bytes", "JFIF revision"];

    /// <summary>Whether a file starts as JPEG does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes; see <see cref="ImageFile"/>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="buffer">Receives the pixels where it is large enough.</param>
    /// <param name="shorterEdge">Decode at the smallest n/8 that leaves the shorter edge at least this long; null for the whole image.</param>
    public static RgbImage Decode(ReadOnlySpan<byte> bytes, string source, byte[] buffer, int? shorterEdge = null)
    {
        fixed (byte* start = bytes)
        {
            var (from, size) = ((nint)start, bytes.Length);
            return ImageLibrary.Call(TurboJpeg.Library, TurboJpeg.Package, () => Decode((byte*)from, size, source, buffer, shorterEdge));
        }
    }

    /// <summary>Encodes with Huffman tables of the standard.</summary>
    /// <param name="image">The image; sides of at most 65,535.</param>
    /// <param name="quality">1 to 100, libjpeg's scale.</param>
    /// <param name="sampling">Of the chroma.</param>
    public static byte[] Encode(RgbImage image, int quality, JpegSampling sampling)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return ImageLibrary.Call(TurboJpeg.Library, TurboJpeg.Package, () => Compress(image, quality, sampling));
    }

    private static byte[] Compress(RgbImage image, int quality, JpegSampling sampling)
    {
        var handle = TurboJpeg.InitCompress();
        nint bytes = 0;
        CULong size = default;
        try
        {
            fixed (byte* pixels = image.Pixels)
                if (TurboJpeg.Compress(handle, pixels, image.Width, 0, image.Height, TurboJpeg.Rgb, ref bytes, ref size, (int)sampling, quality, 0) != 0)
                    throw new InvalidOperationException($"An image of {image.Height} x {image.Width} cannot be written as JPEG: {TurboJpeg.Error(handle)}.");
            return new ReadOnlySpan<byte>((void*)bytes, checked((int)size.Value)).ToArray();
        }
        finally
        {
            TurboJpeg.Free(bytes);
            _ = TurboJpeg.Destroy(handle);
        }
    }

    private static RgbImage Decode(byte* bytes, int size, string source, byte[] buffer, int? shorterEdge)
    {
        var handle = TurboJpeg.InitDecompress();
        try
        {
            // The call also fails where it cannot name the chroma subsampling, which decoding does not ask for.
            var result = TurboJpeg.DecompressHeader(handle, bytes, new((nuint)size), out var width, out var height, out _, out var colours);
            if (result != 0 && (width < 1 || height < 1 || colours < 0))
                throw Damaged(source, TurboJpeg.Error(handle));
            ImageLimits.Require(height, width, source);
            var eighths = shorterEdge is { } edge ? Eighths(Math.Min(height, width), edge) : Whole;
            (width, height) = (Scaled(width, eighths), Scaled(height, eighths));
            var image = new RgbImage(height, width, buffer);
            if (colours is TurboJpeg.CmykColours or TurboJpeg.YcckColours)
                DecodeCmyk(handle, bytes, size, image, source);
            else
                fixed (byte* pixels = image.Buffer)
                    Decompress(handle, bytes, size, pixels, image, TurboJpeg.Rgb, source);
            return image;
        }
        finally
        {
            _ = TurboJpeg.Destroy(handle);
        }
    }

    private static void DecodeCmyk(nint handle, byte* bytes, int size, RgbImage image, string source)
    {
        var inks = ArrayPool<byte>.Shared.Rent(checked(4 * image.Height * image.Width));
        fixed (byte* pixels = inks)
            Decompress(handle, bytes, size, pixels, image, TurboJpeg.Cmyk, source);
        var rgb = image.Pixels;
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
            for (var channel = 0; channel < 3; channel++)
            {
                // Inverted as Adobe writes them: 255 is no ink. What an ink leaves of the light that black leaves, rounded as Pillow does.
                int ink = 255 - inks[from + channel], light = inks[from + 3];
                var product = (ink * light) + 128;
                rgb[to + channel] = (byte)Math.Max(0, light - (((product >> 8) + product) >> 8));
            }
        ArrayPool<byte>.Shared.Return(inks);
    }

    private static void Decompress(nint handle, byte* bytes, int size, byte* pixels, RgbImage image, int format, string source)
    {
        if (TurboJpeg.Decompress(handle, bytes, new((nuint)size), pixels, image.Width, 0, image.Height, format, TurboJpeg.LimitScans) == 0)
            return;
        var error = TurboJpeg.Error(handle);
        var file = new ReadOnlySpan<byte>(bytes, size);
        var isHarmless = TurboJpeg.ErrorCode(handle) == TurboJpeg.Warning && Harmless.Any(text => error.Contains(text, StringComparison.Ordinal));
        if (!isHarmless || !IsEnded(file))
            throw Damaged(source, error);
    }

    // Only the first warning is told, so that a truncation may hide behind a harmless one. Neither marker occurs in compressed data.
    private static bool IsEnded(ReadOnlySpan<byte> file) =>
        file.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) > file.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);

    private static int Eighths(int side, int shorterEdge)
    {
        var eighths = 1;
        while (eighths < Whole && Scaled(side, eighths) < shorterEdge)
            eighths++;
        return eighths;
    }

    private static int Scaled(int side, int eighths) => (int)((((long)side * eighths) + Whole - 1) / Whole);

    private static InvalidDataException Damaged(string source, string error) =>
        new($"{source} is a truncated or damaged JPEG file: {error}. Fetch it again, or leave it out.");
}
