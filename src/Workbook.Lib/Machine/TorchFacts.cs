using System.Reflection;
using TorchSharp;

namespace Workbook.Machine;

/// <summary>The libtorch in use.</summary>
/// <param name="Provider">What stands under TorchSharp's API: <c>libtorch</c> (the machine's), <c>cpu</c> or <c>cuda</c> (TorchSharp's packages).</param>
/// <param name="Version">Version of libtorch.</param>
/// <param name="Library">The loaded file, libtorch_cpu; null where the system does not tell.</param>
/// <param name="Blas">The linear algebra library under its matrix products on the CPU.</param>
/// <param name="Threads">Threads of one operator on the CPU.</param>
/// <param name="CudaDevices">CUDA devices that can be used.</param>
public sealed record TorchFacts(string Provider, string Version, string? Library, BlasFacts Blas, int Threads, int CudaDevices)
{
    /// <summary>Loads libtorch, if it is not loaded yet, and describes it; see <see cref="TorchThreads.Configure"/>.</summary>
    internal static TorchFacts Collect()
    {
        var threads = TorchThreads.Configure();
        var loaded = LoadedLibraries.Collect();
        return new TorchFacts(
            typeof(TorchFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "TorchProvider").Value!,
            torch.__version__,
            loaded.FirstOrDefault(path => Path.GetFileName(path).StartsWith("libtorch_cpu", StringComparison.Ordinal)),
            BlasFacts.Detect(loaded).WithKernels(),
            threads,
            torch.cuda.is_available() ? torch.cuda.device_count() : 0);
    }
}
