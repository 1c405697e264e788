using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Workbook.Machine;

/// <summary>The linear algebra library under libtorch's matrix products on the CPU.</summary>
/// <param name="Name">Its name, with version and threading where the file name tells them.</param>
/// <param name="Path">The loaded file; null where the library is part of libtorch itself.</param>
/// <param name="IsReference">Whether it is the reference implementation, tens of times slower than an optimised one.</param>
public sealed partial record BlasFacts(string Name, string? Path, bool IsReference)
{
    private const string Generic = "libblas.so";
    private const string OpenBlas = "OpenBLAS";

    /// <summary>The processor that OpenBLAS has chosen its kernels for, e.g. <c>SkylakeX</c>; null for other libraries.</summary>
    public string? Kernels { get; private init; }

    /// <summary>Name and kernels: what the bits of a matrix product depend on.</summary>
    public string Description => Kernels is null ? Name : $"{Name}, kernels for {Kernels}";

    private static readonly (string Prefix, string Name)[] Known =
        [("libopenblas", OpenBlas), ("libmkl_", "Intel MKL"), ("libblis", "BLIS"), ("libarmpl", "Arm Performance Libraries"), ("libnvpl_blas", "NVIDIA NVPL")];

    /// <summary>Finds the library among the files that are loaded beside libtorch.</summary>
    internal static BlasFacts Detect(IReadOnlyList<string> loaded)
    {
        // Debian's implementations bring a libblas.so.3 each, in a folder of their own. Another folder may be loaded too, for LAPACK alone.
        var generic = loaded.FirstOrDefault(path => HasPrefix(path, Generic));
        var candidates = generic is null ? loaded : [.. loaded.Where(path => System.IO.Path.GetDirectoryName(path) == System.IO.Path.GetDirectoryName(generic))];
        foreach (var (prefix, name) in Known)
            if (candidates.FirstOrDefault(path => HasPrefix(path, prefix)) is { } file)
                return new BlasFacts(name + Details(file), file, IsReference: false);
        return generic is not null
            ? new BlasFacts("reference BLAS", generic, IsReference: true)
            : new BlasFacts("built into libtorch", null, IsReference: false);
    }

    /// <summary>Asks the library, which is loaded, for its kernels.</summary>
    internal BlasFacts WithKernels()
    {
        if (Path is null || !Name.StartsWith(OpenBlas, StringComparison.Ordinal) || !NativeLibrary.TryLoad(Path, out var library))
            return this;
        var known = NativeLibrary.TryGetExport(library, "openblas_get_corename", out var name);
        return this with { Kernels = known ? Marshal.PtrToStringUTF8(CoreName(name)) : null };
    }

    private static unsafe nint CoreName(nint function) => ((delegate* unmanaged<nint>)function)();

    private static bool HasPrefix(string path, string prefix) => System.IO.Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal);

    // Of /usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblasp-r0.3.21.so: " 0.3.21 (openmp)".
    private static string Details(string path)
    {
        var version = VersionInName().Match(path);
        var threading = ThreadingInFolder().Match(path);
        return $"{(version.Success ? $" {version.Groups[1].Value}" : "")}{(threading.Success ? $" ({threading.Groups[1].Value})" : "")}";
    }

    [GeneratedRegex(@"-r([0-9]+(?:\.[0-9]+)+)[^/]*$")]
    private static partial Regex VersionInName();

    [GeneratedRegex("/[a-z]+-(openmp|pthread|serial)/")]
    private static partial Regex ThreadingInFolder();
}
