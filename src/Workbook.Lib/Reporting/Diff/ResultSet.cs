using Workbook.Experiments;
using Workbook.Reporting.Bundles;
using Workbook.Results;

namespace Workbook.Reporting.Diff;

/// <summary>Recorded runs of one profile to compare with others, wherever they are kept.</summary>
public sealed class ResultSet
{
    private ResultSet(string name, IReadOnlyList<StoredRecord> records, bool isWhole)
    {
        var profiles = records.Select(stored => stored.Record.Spec.Profile).Distinct().ToArray();
        Profile = profiles.Length switch
        {
            0 => throw new InvalidDataException($"{name} has no run record."),
            1 => profiles[0],
            _ => throw new InvalidDataException($"{name} has records of {string.Join(" and ", profiles).ToLowerInvariant()}; expected one profile, as in results/mini."),
        };
        (Name, Records, IsWhole) = (name, records, isWhole);
    }

    /// <summary>What it was read from.</summary>
    public string Name { get; }

    /// <summary>The scale of its runs.</summary>
    public Profile Profile { get; }

    /// <summary>Its runs; at least one.</summary>
    public IReadOnlyList<StoredRecord> Records { get; }

    /// <summary>Whether records are there in full: a report has none of their curves and categories.</summary>
    public bool IsWhole { get; }

    /// <summary>
    /// Reads a bundle (a zip), a report (<c>.html</c>) or a folder that has <c>runs</c>: <c>results/mini</c>, or an unpacked bundle. Nothing but the records is
    /// read and held against its identity; "workbook verify" does more.
    /// </summary>
    /// <exception cref="InvalidDataException">It is none of these, or a record in it is none; the message names it.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static ResultSet Read(string path)
    {
        if (Directory.Exists(path))
            return ReadFolder(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no {path}: expected a bundle's zip, a report's HTML, or a folder such as results/mini.");
        try
        {
            if (Path.GetExtension(path) is ".html" or ".htm")
                return new ResultSet(path, ReportRecords.Read(File.ReadAllText(path)).Records, isWhole: false);
            var files = Bundle.Read(path).Where(file => file.Name.StartsWith(BundleContent.Records, StringComparison.Ordinal));
            return new ResultSet(path, [.. files.Select(file => ResultStore.Parse(new StringReader(file.Text()), file.Name, profile: null))], isWhole: true);
        }
        catch (InvalidDataException problem) when (!problem.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    private static ResultSet ReadFolder(string path)
    {
        var runs = Path.Combine(path, "runs");
        if (!Directory.Exists(runs))
            throw new InvalidDataException($"{path} has no folder runs: name that of a profile, such as results/mini, or an unpacked bundle.");
        return new ResultSet(
            path, [.. Directory.EnumerateFiles(runs, "*.json").Order(StringComparer.Ordinal).Select(file => ResultStore.Read(file, profile: null))], isWhole: true);
    }
}
