using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Workbook.Data.Images;

/// <summary>The simplified API of libpng 1.6 (png.h, <c>png_image_*</c>).</summary>
internal static unsafe partial class LibPng
{
    public const string Library = "libpng16.so.16", Package = "libpng16-16";

    /// <summary>PNG_FORMAT_RGB and PNG_FORMAT_RGBA.</summary>
    public const uint Rgb = 2, Rgba = 3;

    /// <summary>PNG_FORMAT_FLAG_ALPHA.</summary>
    public const uint Alpha = 1;

    /// <summary>PNG_IMAGE_FLAG_16BIT_sRGB: take 16-bit samples as 8-bit ones are taken, not as linear light.</summary>
    public const uint SixteenBitsAsEight = 4;

    private const uint ImageVersion = 1;

    /// <summary>png_image.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Image()
    {
        public nint Opaque;
        public uint Version = ImageVersion;
        public uint Width;
        public uint Height;
        public uint Format;
        public uint Flags;
        public uint ColourMapEntries;
        public uint WarningOrError;
        private Text _message;

        public readonly string Message => Encoding.UTF8.GetString(((ReadOnlySpan<byte>)_message)[..((ReadOnlySpan<byte>)_message).IndexOf((byte)0)]);

        [InlineArray(64)]
        private struct Text
        {
            private byte _first;
        }
    }

    [LibraryImport(Library, EntryPoint = "png_image_begin_read_from_memory")]
    public static partial int BeginRead(Image* image, byte* bytes, nuint size);

    [LibraryImport(Library, EntryPoint = "png_image_finish_read")]
    public static partial int FinishRead(Image* image, nint background, byte* pixels, int stride, nint colourMap);

    [LibraryImport(Library, EntryPoint = "png_image_free")]
    public static partial void Free(Image* image);

    [LibraryImport(Library, EntryPoint = "png_image_write_to_memory")]
    public static partial int Write(Image* image, byte* bytes, nuint* size, int convertTo8Bits, byte* pixels, int stride, nint colourMap);
}
