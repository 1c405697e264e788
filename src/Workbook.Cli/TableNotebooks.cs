using Workbook.Experiments;
using Workbook.Kernel;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary>Executes the notebooks of tables, and those that belong to none, on what is recorded.</summary>
internal static class TableNotebooks
{
    // They train nothing: a cell takes seconds.
    private static readonly TimeSpan CellLimit = TimeSpan.FromMinutes(5);

    /// <summary>Writes each notebook with its outputs to <c>notebooks</c> in the profile's folder; tells of each in a line.</summary>
    public static IReadOnlyList<ExecutedNotebook> Execute(CliHost host, IReadOnlyCollection<PaperTable> tables, Profile profile, TextWriter messages)
    {
        var (scale, none) = (("profile", profile.ToString().ToLowerInvariant()), ("train", "false"));
        (string Name, (string, string)[] Parameters)[] notebooks =
        [
            .. tables.Select(table => table.Notebook).Distinct().Select(name => (name, new[] { scale, none })),
            .. tables.Contains(PaperTables.Table5) ? [(PaperMap.WhyNotebook, new[] { scale, none })] : Array.Empty<(string, (string, string)[])>(),
            (PaperMap.StartNotebook, [scale]),
            (PaperMap.DataNotebook, []),
        ];
        var executed = new List<ExecutedNotebook>();
        foreach (var (name, parameters) in notebooks)
        {
            var file = Path.Combine(host.Notebooks, name + ".ipynb");
            if (!File.Exists(file))
            {
                messages.WriteLine($"Notebook {name}: left out, there is no {file}");
                continue;
            }
            var notebook = Execute(host, name, file, profile, parameters.ToDictionary());
            messages.WriteLine($"Notebook {name}: {(notebook.Error is null ? "executed" : "failed")}");
            executed.Add(notebook);
        }
        return executed;
    }

    private static ExecutedNotebook Execute(CliHost host, string name, string file, Profile profile, Dictionary<string, string> parameters)
    {
        var output = Path.Combine(host.Store.ProfileFolder(profile), "notebooks", name + ".ipynb");
        try
        {
            var result = NotebookRunner.Run(file, [output], parameters, CellLimit, new NotebookLog(TextWriter.Null, TextWriter.Null), host.Stop);
            return new ExecutedNotebook(name, output, result.Error?.ToString());
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or NotebookParameterException)
        {
            return new ExecutedNotebook(name, null, problem.Message);
        }
    }
}
