using Newtonsoft.Json.Linq;
using Workbook.Machine;
using Xunit;

namespace Workbook.Tests.Machine;

public class DoctorReportTests
{
    private static readonly BlasFacts s_openBlas = new("OpenBLAS 0.3.21 (openmp)", "/usr/lib/libopenblasp-r0.3.21.so", IsReference: false);

    private static readonly TorchFacts s_torch = new("libtorch", "1.13.0", "/usr/lib/libtorch_cpu.so.1.13.0", s_openBlas, Threads: 2, CudaDevices: 0);

    private static readonly EnvironmentReport s_environment = new(
        "Debian GNU/Linux 12 (bookworm)", "Linux 6.1.0", "X64", new CpuFacts("AMD EPYC", ["avx2"], 4, 2, 2), new MemoryFacts(8L << 30, 4L << 30), ".NET 10.0.0", s_torch, null);

    private static DoctorReport Report(TorchFacts? torch = null, bool png = true, string? cifar = "/data/cifar-100-binary", double? gflops = 88) => new(
        s_environment with { Torch = torch ?? s_torch }, gflops, [new SystemLibrary("libpng16.so.16", "PNG images", png)], [new DataSetLocation("CIFAR-100", cifar, ["/data"])]);

    [Fact]
    public void Findings_FitMachine_AreNone()
    {
        Assert.Empty(Report().Findings);
        Assert.True(Report().IsFit);
    }

    [Fact]
    public void Findings_NoTorch_IsAnErrorThatNamesTheReason()
    {
        var report = new DoctorReport(s_environment with { Torch = null, TorchFailure = "libc10.so: cannot open" }, null, [], []);

        var finding = Assert.Single(report.Findings);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("libc10.so: cannot open", finding.What, StringComparison.Ordinal);
        Assert.False(report.IsFit);
    }

    [Fact]
    public void Findings_ReferenceBlas_WarnsWithSpeedAndPackage()
    {
        var report = Report(s_torch with { Blas = new BlasFacts("reference BLAS", "/usr/lib/blas/libblas.so.3", IsReference: true) }, gflops: 2.14);

        var finding = Assert.Single(report.Findings);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains("2.1 GFLOP/s", finding.What, StringComparison.Ordinal);
        Assert.Contains("libopenblas0-openmp", finding.Fix, StringComparison.Ordinal);
        Assert.True(report.IsFit);
    }

    [Theory]
    [InlineData("OpenBLAS 0.3.21 (serial)", Severity.Warning)]
    [InlineData("OpenBLAS 0.3.21 (pthread)", Severity.Note)]
    public void Findings_OtherThreading_NamesTheOpenMpPackage(string name, Severity severity)
    {
        var finding = Assert.Single(Report(s_torch with { Blas = s_openBlas with { Name = name } }).Findings);

        Assert.Equal(severity, finding.Severity);
        Assert.Contains("libopenblas0-openmp", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void Findings_MoreOrFewerThreadsThanCores_Warns(int threads, int expected)
    {
        var findings = Report(s_torch with { Threads = threads }).Findings;

        Assert.Equal(expected, findings.Count);
        Assert.All(findings, finding => Assert.Equal("Set OMP_NUM_THREADS=2, or unset it.", finding.Fix));
    }

    [Theory]
    [InlineData("cuda", 0, 1)]
    [InlineData("cuda", 1, 0)]
    [InlineData("cpu", 0, 0)]
    public void Findings_CudaProviderWithoutDevice_Warns(string provider, int devices, int expected) =>
        Assert.Equal(expected, Report(s_torch with { Provider = provider, CudaDevices = devices }).Findings.Count);

    [Fact]
    public void Findings_SeveralThings_ComeWorstFirst()
    {
        var report = new DoctorReport(
            s_environment with { Torch = null, TorchFailure = "gone" }, null, [new SystemLibrary("libzmq.so.5", "the Jupyter kernel", false)], [new DataSetLocation("CIFAR-100", null, ["/data"])]);

        Assert.Equal([Severity.Error, Severity.Warning, Severity.Note], report.Findings.Select(finding => finding.Severity));
    }

    [Fact]
    public void ToJson_Report_HasTheDocumentedShape()
    {
        var json = JObject.Parse(Report(cifar: null).ToJson());

        Assert.Equal(["environment", "matrixProductGflops", "libraries", "dataSets", "findings", "isFit"], json.Properties().Select(property => property.Name));
        Assert.Equal("OpenBLAS 0.3.21 (openmp)", (string?)json.SelectToken("environment.torch.blas.name"));
        Assert.Equal(2, (int?)json.SelectToken("environment.cpu.availableCores"));
        Assert.Equal("note", (string?)json.SelectToken("findings[0].severity"));
        Assert.Null(json.SelectToken("environment.torchFailure"));
    }
}
