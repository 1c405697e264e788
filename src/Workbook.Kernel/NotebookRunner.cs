using System.Diagnostics;
using Workbook.Kernel.Execution;
using Workbook.Kernel.Html;
using Workbook.Kernel.Notebooks;
using Workbook.Kernel.Protocol;

namespace Workbook.Kernel;

/// <summary>Runs a notebook of C# from its first cell to its last, or to the first that fails, and writes it with its outputs.</summary>
public static class NotebookRunner
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs a notebook in a process of its own whose current directory is the notebook's folder. The notebook itself stays as it is, unless it is
    /// named as an output. The outputs are written whatever becomes of the cells.
    /// </summary>
    /// <param name="notebook">The .ipynb file.</param>
    /// <param name="outputs">Files to write: .ipynb the executed notebook, .html a page of it. Where there are none, NAME.executed.ipynb beside the notebook.</param>
    /// <param name="parameters">Values of parameters that the notebook declares, by name.</param>
    /// <param name="timeout">How long one cell may run; null for ever. A cell is first interrupted and, where it goes on for 5 s more, ended.</param>
    /// <param name="observer">Follows the run.</param>
    /// <param name="cancel">Interrupts the cell that is running; later cells are not run.</param>
    /// <exception cref="NotebookParameterException">The notebook does not take these parameters.</exception>
    /// <exception cref="ArgumentException">An output is neither .ipynb nor .html.</exception>
    /// <exception cref="InvalidDataException">The file is no notebook of C# in nbformat 4.</exception>
    /// <exception cref="IOException">The notebook cannot be read, or an output cannot be written.</exception>
    public static NotebookResult Run(
        string notebook,
        IReadOnlyList<string> outputs,
        IReadOnlyDictionary<string, string> parameters,
        TimeSpan? timeout,
        INotebookObserver observer,
        CancellationToken cancel) => Run(notebook, outputs, parameters, timeout, Grace, observer, cancel);

    internal static NotebookResult Run(
        string notebook,
        IReadOnlyList<string> outputs,
        IReadOnlyDictionary<string, string> parameters,
        TimeSpan? timeout,
        TimeSpan grace,
        INotebookObserver observer,
        CancellationToken cancel)
    {
        var path = Path.GetFullPath(notebook);
        var files = Files(path, outputs);
        var document = NotebookDocument.Read(path);
        NotebookParameters.Apply(document, notebook, parameters);
        document.Clear();
        foreach (var file in files)
            AtomicFile.Prepare(file);

        NotebookError? error = null;
        try
        {
            error = Execute(document, Path.GetDirectoryName(path)!, timeout, grace, observer, cancel).GetAwaiter().GetResult();
        }
        finally
        {
            foreach (var file in files)
                AtomicFile.Write(file, IsHtml(file) ? NotebookHtml.Of(document, path) : document.ToJson());
        }
        return new NotebookResult(error, files);
    }

    private static async Task<NotebookError?> Execute(
        NotebookDocument document, string folder, TimeSpan? timeout, TimeSpan grace, INotebookObserver observer, CancellationToken cancel)
    {
        var cells = document.CodeCells.ToArray();
        if (cells.Length == 0)
            return null;
        using var session = new SessionProcess(folder, grace);
        for (var i = 0; i < cells.Length; i++)
        {
            var (cell, number) = (cells[i], i + 1);
            observer.Started(number, cells.Length, cell.Source);
            var clock = Stopwatch.StartNew();
            var outputs = new CellOutputs(number, observer);
            if (cancel.IsCancellationRequested)
                outputs.Add(SessionDeath.Interruption(null));
            else if (!cell.IsSupported)
                outputs.Add(CellFailure.At($"cell {number}", 1, "LanguageError", $"the cell is in {cell.Language}; expected csharp, html or markdown.").Error);
            else
                await session.Execute(new CellRequest(number, cell.Language, cell.Source), timeout, outputs.Add, cancel).ConfigureAwait(false);
            cell.Json["outputs"] = outputs.Finish();
            cell.Json["execution_count"] = number;
            observer.Ended(number, outputs.Error is null, clock.Elapsed);
            if (outputs.Error is { } failure)
                return new NotebookError(number, failure.Location ?? $"cell {number}", failure.Name, failure.Message);
        }
        return null;
    }

    private static string[] Files(string notebook, IReadOnlyList<string> outputs)
    {
        if (outputs.Count == 0)
            return [Path.ChangeExtension(notebook, ".executed.ipynb")];
        foreach (var output in outputs)
        {
            if (!IsHtml(output) && !output.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
                throw new ArgumentException($"Output {output}: expected a name that ends in .ipynb (the executed notebook) or .html (a page of it).", nameof(outputs));
        }
        return [.. outputs.Select(Path.GetFullPath).Distinct()];
    }

    private static bool IsHtml(string path) => path.EndsWith(".html", StringComparison.OrdinalIgnoreCase);
}
