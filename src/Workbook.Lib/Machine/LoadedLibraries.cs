namespace Workbook.Machine;

/// <summary>The files that are mapped into this process.</summary>
internal static class LoadedLibraries
{
    private const int PathColumn = 5;

    public static IReadOnlyList<string> Collect() => Parse(SystemFile.Read("/proc/self/maps"));

    /// <summary>The distinct shared libraries in the text of /proc/PID/maps, in its order.</summary>
    public static IReadOnlyList<string> Parse(string maps) =>
    [
        .. from line in maps.Split('\n')
           let columns = line.Split(' ', PathColumn + 1, StringSplitOptions.RemoveEmptyEntries)
           where columns.Length > PathColumn
           let path = columns[PathColumn].Trim()
           group path by path into mapping
           where mapping.Key.StartsWith('/') && Path.GetFileName(mapping.Key).Contains(".so", StringComparison.Ordinal)
           select mapping.Key,
    ];
}
