using System.Runtime.InteropServices;

namespace Workbook.Machine;

/// <summary>The processor, as far as it decides how fast a run is.</summary>
/// <param name="Model">Model name as the kernel gives it; the architecture where it gives none.</param>
/// <param name="VectorExtensions">The vector instruction sets that matter to tensor arithmetic, in the kernel's spelling, oldest first.</param>
/// <param name="LogicalProcessors">Logical processors of the machine.</param>
/// <param name="PhysicalCores">Its cores: fewer than logical processors where each core runs several threads.</param>
/// <param name="AvailableCores">Logical processors that this process may use: CPU affinity and the container's CPU quota (rounded up) count.</param>
public sealed record CpuFacts(string Model, IReadOnlyList<string> VectorExtensions, int LogicalProcessors, int PhysicalCores, int AvailableCores)
{
    private static readonly string[] KnownExtensions =
    [
        "sse4_2", "avx", "fma", "avx2", "avx_vnni", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16", "avx512_fp16",
        "amx_tile", "amx_bf16", "amx_int8", "asimd", "asimdhp", "asimddp", "sve", "bf16", "i8mm", "sve2",
    ];

    internal static CpuFacts Collect() => Parse(SystemFile.Read("/proc/cpuinfo"), Environment.ProcessorCount);

    /// <summary>Reads the text of /proc/cpuinfo (x86 or ARM).</summary>
    internal static CpuFacts Parse(string cpuinfo, int availableCores)
    {
        var model = Fields(cpuinfo, "model name").Append(RuntimeInformation.ProcessArchitecture.ToString()).First();
        var flags = Fields(cpuinfo, "flags").Concat(Fields(cpuinfo, "Features")).Append("").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var processors = Math.Max(Fields(cpuinfo, "processor").Count(), availableCores);
        // A core's number is unique in its socket; ARM kernels give none.
        var cores = Fields(cpuinfo, "physical id").Zip(Fields(cpuinfo, "core id")).Distinct().Count();
        return new CpuFacts(model, [.. KnownExtensions.Intersect(flags)], processors, cores > 0 ? cores : processors, availableCores);
    }

    private static IEnumerable<string> Fields(string text, string name) =>
        from line in text.Split('\n')
        let colon = line.IndexOf(':', StringComparison.Ordinal)
        where colon > 0 && line.AsSpan(0, colon).Trim().SequenceEqual(name)
        select line[(colon + 1)..].Trim();
}
