using System.Globalization;

namespace Workbook.Machine;

/// <summary>What a report of the machine means for its user.</summary>
internal static class DoctorRules
{
    private const string SetUp = "Run ./workbook setup.";

    public static IEnumerable<Finding> Apply(
        EnvironmentReport environment, double? gflops, IReadOnlyList<SystemLibrary> libraries, IReadOnlyList<DataSetLocation> dataSets)
    {
        if (environment.Torch is { } torch)
        {
            foreach (var finding in OfBlas(torch.Blas, gflops))
                yield return finding;
            var cores = TorchThreads.Recommended(environment.Cpu);
            if (torch.Threads > environment.Cpu.AvailableCores || torch.Threads < cores)
                yield return new Finding(
                    Severity.Warning,
                    Invariant($"libtorch uses {torch.Threads} threads; {environment.Cpu.AvailableCores} cores are available, {environment.Cpu.PhysicalCores} of the machine are physical."),
                    Invariant($"Set OMP_NUM_THREADS={cores}, or unset it."));
            if (torch is { Provider: "cuda", CudaDevices: 0 })
                yield return new Finding(
                    Severity.Warning,
                    "TorchProvider is cuda, but libtorch finds no CUDA device: runs use the CPU.",
                    "Check nvidia-smi and the driver's version; in a container, pass the GPUs on (docker run --gpus all).");
        }
        else
        {
            yield return new Finding(
                Severity.Error,
                $"libtorch cannot be loaded: {environment.TorchFailure}",
                $"{SetUp} It installs libtorch-dev, or builds against the libtorch in LIBTORCH_ROOT where that is set.");
        }

        foreach (var library in libraries.Where(library => !library.Found))
            yield return new Finding(Severity.Warning, $"{library.File} is missing: {library.Purpose} will not work.", SetUp);
        foreach (var dataSet in dataSets.Where(dataSet => dataSet.Path is null))
            yield return new Finding(
                Severity.Note,
                $"{dataSet.Name} is not in {string.Join(" or ", dataSet.Searched)}: runs use the synthetic stand-in.",
                "Download the binary version (cifar-100-binary.tar.gz) from https://www.cs.toronto.edu/~kriz/cifar.html and name its folder with --data or WORKBOOK_DATA.");
    }

    private static IEnumerable<Finding> OfBlas(BlasFacts blas, double? gflops)
    {
        if (blas.IsReference)
            yield return new Finding(
                Severity.Warning,
                Invariant($"Matrix products use the reference BLAS ({blas.Path}) at {gflops:F1} GFLOP/s: training takes many times longer than with OpenBLAS."),
                "apt-get install libopenblas0-openmp; where it is installed, choose it with update-alternatives --config libblas.so.3-$(uname -m)-linux-gnu.");
        else if (blas.Name.EndsWith("(serial)", StringComparison.Ordinal))
            yield return new Finding(Severity.Warning, $"{blas.Name} multiplies matrices on one core only.", "apt-get install libopenblas0-openmp");
        else if (blas.Name.EndsWith("(pthread)", StringComparison.Ordinal))
            yield return new Finding(
                Severity.Note,
                $"{blas.Name} keeps threads of its own beside libtorch's OpenMP threads; with several runs at a time they compete.",
                "apt-get install libopenblas0-openmp");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
