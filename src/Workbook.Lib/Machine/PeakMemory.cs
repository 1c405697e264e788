using System.Globalization;

namespace Workbook.Machine;

/// <summary>The most resident memory that this process had.</summary>
internal static class PeakMemory
{
    /// <summary>Starts anew, from what is resident now, where the system lets it.</summary>
    public static void Reset()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Since the last <see cref="Reset"/>, in bytes; 0 where the system does not say.</summary>
    public static long Bytes => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? 1024 * long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)
            : 0;
}
