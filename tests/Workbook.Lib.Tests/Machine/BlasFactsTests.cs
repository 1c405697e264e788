using System.Runtime.Intrinsics.X86;
using Workbook.Machine;
using Xunit;

namespace Workbook.Tests.Machine;

public class BlasFactsTests
{
    private const string Maps = """
        55d0c0a00000-55d0c0a22000 r--p 00000000 fe:00 131085                     /usr/bin/dotnet
        7f1c10000000-7f1c10021000 rw-p 00000000 00:00 0 
        7f1c2c000000-7f1c2e000000 r--p 00000000 fe:00 400100                     /usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13.0
        7f1c2e000000-7f1c30000000 r-xp 02000000 fe:00 400100                     /usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13.0
        7f1c38000000-7f1c38010000 r--p 00000000 fe:00 400200                     /usr/lib/x86_64-linux-gnu/openblas-openmp/libblas.so.3
        7f1c39000000-7f1c39010000 r--p 00000000 fe:00 400201                     /usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblasp-r0.3.21.so
        7f1c3a000000-7f1c3a010000 r--p 00000000 fe:00 400300                     /opt/my tools/libspaced.so (deleted)
        7ffd5a5c0000-7ffd5a5e1000 rw-p 00000000 00:00 0                          [stack]
        """;

    [Fact]
    public void LoadedLibraries_Maps_ListsEachLibraryOnce() =>
        Assert.Equal(
            [
                "/usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13.0",
                "/usr/lib/x86_64-linux-gnu/openblas-openmp/libblas.so.3",
                "/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblasp-r0.3.21.so",
                "/opt/my tools/libspaced.so (deleted)",
            ],
            LoadedLibraries.Parse(Maps));

    [Fact]
    public void Detect_OpenBlasBehindTheAlternative_IsNotTheReference()
    {
        var blas = BlasFacts.Detect(LoadedLibraries.Parse(Maps));

        Assert.Equal(new BlasFacts("OpenBLAS 0.3.21 (openmp)", "/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblasp-r0.3.21.so", IsReference: false), blas);
    }

    [Fact]
    public void WithKernels_LoadedOpenBlas_AreForTheInstructionSetsOfTheProcessor()
    {
        _ = TorchSharp.torch.ones(1);
        var blas = BlasFacts.Detect(LoadedLibraries.Collect()).WithKernels();
        Assert.SkipUnless(blas.Kernels is not null && Avx2.IsSupported, $"{blas.Description} on this processor: its kernels are its own affair.");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is null, "OPENBLAS_CORETYPE is set.");

        Assert.Equal(Avx512DQ.VL.IsSupported ? "SkylakeX" : "Haswell", blas.Kernels);
    }

    [Fact]
    public void WithKernels_OtherLibrary_AreUnknown() => Assert.Null(new BlasFacts("reference BLAS", "/usr/lib/x86_64-linux-gnu/blas/libblas.so.3", IsReference: true).WithKernels().Kernels);

    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", "reference BLAS", true)]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.29.so", "OpenBLAS 0.3.29 (pthread)", false)]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-serial/libopenblas-r0.3.21.so", "OpenBLAS 0.3.21 (serial)", false)]
    [InlineData("/opt/libtorch/lib/libopenblas.so.0", "OpenBLAS", false)]
    [InlineData("/opt/intel/mkl/lib/libmkl_rt.so.2", "Intel MKL", false)]
    [InlineData("/usr/lib/x86_64-linux-gnu/blis-openmp/libblis.so.4.0.0", "BLIS (openmp)", false)]
    public void Detect_OneLibrary_NamesIt(string path, string name, bool isReference) =>
        Assert.Equal(new BlasFacts(name, path, isReference), BlasFacts.Detect(["/usr/lib/libtorch_cpu.so", path]));

    [Fact]
    public void Detect_OpenBlasForLapackOnly_IsTheReference()
    {
        var blas = BlasFacts.Detect(["/usr/lib/blas/libblas.so.3.11.0", "/usr/lib/openblas-openmp/liblapack.so.3", "/usr/lib/openblas-openmp/libopenblasp-r0.3.21.so"]);

        Assert.Equal(new BlasFacts("reference BLAS", "/usr/lib/blas/libblas.so.3.11.0", IsReference: true), blas);
    }

    [Fact]
    public void Detect_NoLibrary_IsPartOfLibtorch() =>
        Assert.Equal(new BlasFacts("built into libtorch", null, IsReference: false), BlasFacts.Detect(["/opt/libtorch/lib/libtorch_cpu.so"]));
}
