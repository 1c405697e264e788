using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Reporting.Bundles;

/// <summary>
/// The list of a bundle's files with their SHA-256, in the form that <c>sha256sum -c</c> reads: 64 digits, two spaces, name; by name in ordinal order, each line
/// ended. It lists every file but itself.
/// </summary>
internal static partial class BundleManifest
{
    /// <summary>Its own name.</summary>
    public const string Name = "manifest-sha256.txt";

    /// <summary>The list of all files but itself.</summary>
    public static string Write(IEnumerable<BundleFile> files) => files
        .Where(file => file.Name != Name)
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Aggregate(new StringBuilder(), (text, file) => text.Append(file.Sha256).Append("  ").Append(file.Name).Append('\n'))
        .ToString();

    /// <summary>What does not hold between a list and the files that are there: changed, missing, not listed, or lines that are none.</summary>
    public static IEnumerable<string> Problems(string text, IReadOnlyList<BundleFile> files)
    {
        var listed = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        var last = "";
        foreach (var (index, line) in lines[..^1].Index())
        {
            var match = Line().Match(line);
            if (!match.Success || !BundleFile.IsName(match.Groups["name"].Value))
            {
                yield return $"{Name}, line {index + 1}: expected 64 hexadecimal digits, two spaces and a file name";
                continue;
            }
            var name = match.Groups["name"].Value;
            if (!listed.TryAdd(name, match.Groups["sha256"].Value))
                yield return $"{Name}, line {index + 1}: {name} is listed twice";
            else if (string.CompareOrdinal(last, name) > 0)
                yield return $"{Name}, line {index + 1}: {name} stands after {last}, expected ordinal order";
            last = name;
        }
        if (lines[^1].Length > 0)
            yield return $"{Name}: its last line does not end";

        foreach (var file in files.Where(file => file.Name != Name))
            if (!listed.Remove(file.Name, out var expected))
                yield return $"{file.Name} is not listed in {Name}: it was added or renamed";
            else if (expected != file.Sha256)
                yield return $"{file.Name} was changed: SHA-256 {file.Sha256}, expected {expected}";
        foreach (var name in listed.Keys)
            yield return $"{name} is listed in {Name} and not there: it was removed or renamed";
    }

    [GeneratedRegex(@"\A(?<sha256>[0-9a-f]{64})  (?<name>[^ ]+)\z")]
    private static partial Regex Line();
}
