using System.Runtime.InteropServices;

namespace Workbook.Machine;

/// <summary>A shared library of the system that the workbook calls.</summary>
/// <param name="File">Its file name.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Found">Whether the dynamic linker finds it.</param>
public sealed record SystemLibrary(string File, string Purpose, bool Found)
{
    private static readonly (string File, string Purpose)[] Used =
    [
        ("libturbojpeg.so.0", "JPEG images"),
        ("libpng16.so.16", "PNG images"),
        ("libzmq.so.5", "the Jupyter kernel"),
    ];

    internal static IReadOnlyList<SystemLibrary> Collect() => [.. Used.Select(library => new SystemLibrary(library.File, library.Purpose, IsFound(library.File)))];

    private static bool IsFound(string file)
    {
        if (!NativeLibrary.TryLoad(file, out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
