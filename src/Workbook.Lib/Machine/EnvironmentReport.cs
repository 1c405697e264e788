using System.Runtime.InteropServices;

namespace Workbook.Machine;

/// <summary>The machine and the software that a run depends on. Collecting it takes milliseconds and measures nothing.</summary>
/// <param name="OperatingSystem">Distribution and version.</param>
/// <param name="Kernel">Kernel and version.</param>
/// <param name="Architecture">Architecture of the process, <c>X64</c> or <c>Arm64</c>.</param>
/// <param name="Cpu">The processor.</param>
/// <param name="Memory">Main memory.</param>
/// <param name="DotNet">The .NET runtime.</param>
/// <param name="Torch">libtorch; null where it cannot be loaded.</param>
/// <param name="TorchFailure">Why libtorch cannot be loaded; null where it can.</param>
public sealed record EnvironmentReport(
    string OperatingSystem,
    string Kernel,
    string Architecture,
    CpuFacts Cpu,
    MemoryFacts Memory,
    string DotNet,
    TorchFacts? Torch,
    string? TorchFailure)
{
    /// <summary>Describes this machine; loads libtorch.</summary>
    public static EnvironmentReport Collect()
    {
        var (torch, failure) = LoadTorch();
        return new EnvironmentReport(
            RuntimeInformation.OSDescription,
            $"{SystemFile.Read("/proc/sys/kernel/ostype").Trim()} {SystemFile.Read("/proc/sys/kernel/osrelease").Trim()}",
            RuntimeInformation.ProcessArchitecture.ToString(),
            CpuFacts.Collect(),
            MemoryFacts.Collect(),
            RuntimeInformation.FrameworkDescription,
            torch,
            failure);
    }

    private static (TorchFacts?, string?) LoadTorch()
    {
        try
        {
            return (TorchFacts.Collect(), null);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException or BadImageFormatException)
        {
            return (null, e.GetBaseException().Message);
        }
    }
}
