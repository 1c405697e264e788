using System.Runtime.InteropServices;

namespace Workbook.Data.Images;

/// <summary>The TurboJPEG API of libjpeg-turbo 2.x (turbojpeg.h); 3.x still has it.</summary>
internal static unsafe partial class TurboJpeg
{
    public const string Library = "libturbojpeg.so.0", Package = "libturbojpeg0";

    /// <summary>TJPF_RGB and TJPF_CMYK.</summary>
    public const int Rgb = 0, Cmyk = 11;

    /// <summary>TJCS_CMYK and TJCS_YCCK.</summary>
    public const int CmykColours = 3, YcckColours = 4;

    /// <summary>TJERR_WARNING: the pixels were written, but something was wrong.</summary>
    public const int Warning = 0;

    /// <summary>
    /// TJFLAG_LIMITSCANS: a progressive file with more than 500 scans, which keeps a decoder busy for minutes, is an error.
    /// </summary>
    public const int LimitScans = 32768;

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    public static partial nint InitCompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int DecompressHeader(
        nint handle, byte* bytes, CULong size, out int width, out int height, out int subsampling, out int colours);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(nint handle, byte* bytes, CULong size, byte* pixels, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Compress(
        nint handle, byte* pixels, int width, int pitch, int height, int format, ref nint bytes, ref CULong size, int subsampling, int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjFree")]
    public static partial void Free(nint bytes);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(nint handle);

    /// <summary>What the last call on the handle complained of.</summary>
    public static string Error(nint handle) => Marshal.PtrToStringUTF8(ErrorText(handle)) ?? "";

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorText(nint handle);
}
