using System.Globalization;

namespace Workbook.Machine;

/// <summary>Main memory.</summary>
/// <param name="TotalBytes">What the process may use at most: the machine's memory, or the container's limit where that is less; 0 where unknown.</param>
/// <param name="AvailableBytes">What can be had without swapping, at most <paramref name="TotalBytes"/>; 0 where unknown.</param>
public sealed record MemoryFacts(long TotalBytes, long AvailableBytes)
{
    // cgroup v2, then v1.
    private static readonly string[] LimitFiles = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

    internal static MemoryFacts Collect() => Parse(SystemFile.Read("/proc/meminfo"), LimitFiles.Select(SystemFile.Read));

    /// <summary>Reads the text of /proc/meminfo and of the files that limit a container's memory.</summary>
    internal static MemoryFacts Parse(string meminfo, IEnumerable<string> limits)
    {
        var total = limits
            .Select(text => long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : long.MaxValue)
            .Append(Kibibytes(meminfo, "MemTotal:") * 1024)
            .Min();
        return new MemoryFacts(total, Math.Min(total, Kibibytes(meminfo, "MemAvailable:") * 1024));
    }

    private static long Kibibytes(string meminfo, string name)
    {
        foreach (var line in meminfo.Split('\n'))
            if (line.StartsWith(name, StringComparison.Ordinal))
                return long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
        return 0;
    }
}
