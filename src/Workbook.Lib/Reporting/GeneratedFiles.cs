using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The committed texts that are made from what is recorded: the tables from the run records, the README's blocks from the files in the results folder.</summary>
public static class GeneratedFiles
{
    /// <summary>
    /// What each of them must hold now: the tables of every profile at which they have runs or a file already, in order, then the README. Smoke is left
    /// out: its numbers mean nothing and are not committed.
    /// </summary>
    /// <param name="store">The results folder.</param>
    /// <param name="readme">The README.</param>
    /// <param name="trainingCode">The version that records of other code are told from.</param>
    /// <exception cref="InvalidDataException">A record cannot be read, or a block of the README is broken; the message says which.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<GeneratedFile> Of(ResultStore store, string readme, TrainingVersions trainingCode)
    {
        GeneratedFile[] tables = [.. Enum.GetValues<Profile>().Where(profile => profile != Profile.Smoke).SelectMany(profile => Tables(store, profile, trainingCode))];
        var made = tables.ToDictionary(table => table.Path, table => table.Text);
        if (!File.Exists(readme))
            throw new FileNotFoundException($"There is no {readme}; run the command in a checkout.");
        return [.. tables, new GeneratedFile(readme, ReadmeBlocks.Fill(readme, File.ReadAllText(readme), Read))];

        string? Read(string name)
        {
            var path = Path.Combine(store.Root, name);
            return made.TryGetValue(path, out var text) ? text : File.Exists(path) ? File.ReadAllText(path) : null;
        }
    }

    private static IEnumerable<GeneratedFile> Tables(ResultStore store, Profile profile, TrainingVersions trainingCode)
    {
        var content = store.Load(profile);
        // A table would carry the message, with a path of this machine.
        if (content.Problems.Count > 0)
            throw new InvalidDataException(string.Join('\n', content.Problems));
        foreach (var table in PaperTables.All)
        {
            var report = TableReport.Build(table, profile, content, trainingCode);
            var files = report.Files(store);
            if (report.Rows.Any(row => row.Records.Count > 0) || files.Any(file => File.Exists(file.Path)))
            {
                foreach (var file in files)
                    yield return file;
            }
        }
    }
}
