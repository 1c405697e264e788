using TorchSharp;

namespace Workbook.Machine;

/// <summary>The threads that libtorch computes an operator with on the CPU.</summary>
public static class TorchThreads
{
    private static readonly string[] Variables = ["OMP_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>
    /// Gives libtorch a thread for each physical core that this process may use; OMP_NUM_THREADS or MKL_NUM_THREADS, where set, stands. Left
    /// alone, libtorch counts fewer in some virtual machines, and in containers takes cores that the quota does not grant.
    /// </summary>
    /// <returns>The number of threads.</returns>
    public static int Configure()
    {
        if (Variables.All(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))))
            torch.set_num_threads(Recommended(CpuFacts.Collect()));
        return torch.get_num_threads();
    }

    internal static int Recommended(CpuFacts cpu) => Math.Min(cpu.AvailableCores, cpu.PhysicalCores);
}
