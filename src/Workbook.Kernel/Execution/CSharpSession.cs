using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Workbook.Kernel.Formatting;
using Workbook.Kernel.Notebooks;

namespace Workbook.Kernel.Execution;

/// <summary>One session of a notebook: runs cells one after another and says what each puts out. The streams of the console are its host's.</summary>
internal sealed class CSharpSession : IDisposable
{
    private readonly CSharpScripts scripts = new();
    private readonly Action<CellEvent> emit;
    private readonly Stack<string> imports = new();
    private readonly List<Action> unfollow = [];

    /// <param name="emit">Takes what cells put out; called by any thread.</param>
    public CSharpSession(Action<CellEvent> emit)
    {
        this.emit = emit;
        NotebookFunctions.Show = Show;
    }

    public void Dispose() => scripts.Dispose();

    /// <summary>Runs a cell. Its outputs and, where it fails, its error have been emitted when this returns.</summary>
    /// <returns>Whether it passed.</returns>
    public async Task<bool> Execute(CellRequest cell)
    {
        try
        {
            await Run($"cell {cell.Number}", cell.Language, cell.Code).ConfigureAwait(false);
            return true;
        }
        catch (CellFailure failure)
        {
            emit(failure.Error);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            emit(RuntimeErrors.Of(exception));
        }
        finally
        {
            Unfollow();
        }
        return false;
    }

    private async Task Run(string source, string language, string code)
    {
        var clock = Stopwatch.StartNew();
        var parts = CellParts.Split(source, language, code);
        foreach (var part in parts)
        {
            switch (part.Kind)
            {
                case CellPartKind.CSharp:
                    if (await scripts.Run(source, part.Text).ConfigureAwait(false) is (true, var value and not DisplayedValue))
                        emit(new Displayed(MimeBundle.Of(value, []), IsResult: true));
                    break;
                case CellPartKind.Set:
                    await scripts.Run(source, SetMagic.ToCSharp(source, part)).ConfigureAwait(false);
                    break;
                case CellPartKind.Import:
                    await Import(source, part).ConfigureAwait(false);
                    break;
                case CellPartKind.Html:
                    emit(new Displayed(new JsonObject { ["text/html"] = part.Text }, IsResult: false));
                    break;
                case CellPartKind.Markdown:
                    emit(new Displayed(new JsonObject { ["text/markdown"] = part.Text, ["text/plain"] = part.Text }, IsResult: false));
                    break;
            }
        }
        if (parts.Any(part => part.Kind == CellPartKind.Time))
            Show(string.Create(CultureInfo.InvariantCulture, $"Wall time: {clock.Elapsed.TotalMilliseconds:F1} ms"), []);
    }

    private async Task Import(string source, CellPart part)
    {
        var path = Path.GetFullPath(part.Text.Trim().Trim('"'));
        var extension = Path.GetExtension(path).ToLowerInvariant();
        CellFailure Failure(string what) => CellFailure.At(source, part.Line, "ImportError", $"#!import {part.Text}: {what}.");
        if (extension is not (".ipynb" or ".cs" or ".csx"))
            throw Failure("expected a notebook (.ipynb) or C# (.cs, .csx)");
        if (!File.Exists(path))
            throw Failure($"there is no file {path}");
        if (imports.Contains(path))
            throw Failure($"{path} imports itself");
        imports.Push(path);
        try
        {
            if (extension == ".ipynb")
            {
                foreach (var (cell, number) in NotebookDocument.Read(path).CodeCells.Select((cell, index) => (cell, index + 1)))
                    await Run($"{part.Text}, cell {number}", cell.Language, cell.Source).ConfigureAwait(false);
            }
            else
            {
                await Run(path, "csharp", await File.ReadAllTextAsync(path).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException problem)
        {
            throw Failure(problem.Message.TrimEnd('.'));
        }
        finally
        {
            imports.Pop();
        }
    }

    /// <summary>Shows a value, and, while the cell runs, shows it again whenever it says that it changed.</summary>
    private DisplayedValue Show(object? value, string[] mimeTypes)
    {
        var id = Guid.NewGuid().ToString("N");
        emit(new Displayed(MimeBundle.Of(value, mimeTypes), IsResult: false, id));
        if (value is INotifyPropertyChanged changing)
        {
            changing.PropertyChanged += Changed;
            lock (unfollow)
                unfollow.Add(() => changing.PropertyChanged -= Changed);
        }
        return new DisplayedValue(Update);

        void Update(object? next) => emit(new Displayed(MimeBundle.Of(next, mimeTypes), IsResult: false, id, IsUpdate: true));

        void Changed(object? sender, PropertyChangedEventArgs change) => Update(value);
    }

    private void Unfollow()
    {
        lock (unfollow)
        {
            unfollow.ForEach(stop => stop());
            unfollow.Clear();
        }
    }
}
