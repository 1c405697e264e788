using System.Buffers;

namespace Workbook.Data.Images;

/// <summary>
/// Reads JPEG and PNG files as RGB, the pixels as Pillow's <c>convert("RGB")</c> gives them: grey is repeated, palettes are looked up,
/// alpha is dropped, CMYK is taken as Adobe writes it (inverted).
/// </summary>
/// <remarks>
/// Orientation in EXIF is ignored, as in torchvision and pycocotools: the annotations of COCO, LVIS and Open Images count the pixels as they are
/// stored. (detectron2 turns the picture and then refuses it where its size differs from the annotation's.) Colour profiles and gamma are
/// ignored too. 16-bit samples of PNG are rounded to 8 bits, where Pillow truncates colour and clips grey.
/// </remarks>
public static class ImageFile
{
    /// <summary>Reads a file; its signature says what it is, not its name.</summary>
    /// <param name="path">A JPEG or PNG file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is neither, is truncated or damaged, or announces more than 2^28 pixels.</exception>
    /// <exception cref="InvalidOperationException">The library that decodes is not installed.</exception>
    public static RgbImage Load(string path) => Load(path, []);

    /// <summary>Reads an image from memory.</summary>
    /// <param name="bytes">A JPEG or PNG file.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <inheritdoc cref="Load(string)"/>
    public static RgbImage Decode(ReadOnlySpan<byte> bytes, string source) => Decode(bytes, source, []);

    /// <summary>
    /// Reads a file for a transform that shrinks it: a JPEG is decoded at the smallest n/8 of its size that leaves the shorter edge at least
    /// this long, which skips work; a PNG is decoded whole.
    /// </summary>
    /// <param name="path">A JPEG or PNG file.</param>
    /// <param name="shorterEdge">Pixels, at least 1.</param>
    /// <remarks>
    /// The pixels differ from those of the whole image scaled down, since high frequencies are dropped block by block: by 2.2 of 255 levels on
    /// average where photos of COCO become 200 pixels high. So it is never done unasked; the transforms for detection, which mostly enlarge,
    /// have no use for it.
    /// </remarks>
    /// <inheritdoc cref="Load(string)"/>
    public static RgbImage LoadReduced(string path, int shorterEdge)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shorterEdge, 1);
        return Load(path, [], shorterEdge);
    }

    /// <summary>Reads a file into a buffer where it is large enough.</summary>
    internal static RgbImage Load(string path, byte[] buffer, int? shorterEdge = null)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
            throw new InvalidDataException($"{path} has {length} bytes; expected an image of at most {Array.MaxLength}.");
        var bytes = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var read = 0;
            while (read < length && RandomAccess.Read(file, bytes.AsSpan(read, (int)length - read), read) is > 0 and var more)
                read += more;
            return Decode(bytes.AsSpan(0, read), path, buffer, shorterEdge);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static RgbImage Decode(ReadOnlySpan<byte> bytes, string source, byte[] buffer, int? shorterEdge = null)
    {
        if (JpegCodec.Recognises(bytes))
            return JpegCodec.Decode(bytes, source, buffer, shorterEdge);
        if (PngCodec.Recognises(bytes))
            return PngCodec.Decode(bytes, source, buffer);
        var start = bytes.IsEmpty ? "nothing, it is empty" : Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)]);
        throw new InvalidDataException(
            $"{source} is neither JPEG nor PNG: it starts with {start}; "
            + $"expected FFD8FF or {Convert.ToHexString(PngCodec.Signature)}. Fetch the file again, or convert it.");
    }
}
