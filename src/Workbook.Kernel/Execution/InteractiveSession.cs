using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Workbook.Kernel.Formatting;

namespace Workbook.Kernel.Execution;

/// <summary>
/// <see cref="CSharpSession"/> on the engine of .NET Interactive: part of the build with <c>NotebookHost=dotnet-interactive</c> alone. The engine
/// cannot stop a cell that does not ask: the runner ends it with the session.
/// </summary>
internal sealed class InteractiveSession : IDisposable
{
    private readonly CompositeKernel engine;
    private readonly IDisposable following;
    private readonly Action<CellEvent> emit;
    private string cell = "";
    private bool hasFailed;

    /// <param name="emit">Takes what cells put out; called by any thread.</param>
    public InteractiveSession(Action<CellEvent> emit)
    {
        this.emit = emit;
        engine = new CompositeKernel { new CSharpKernel().UseKernelHelpers().UseWho().UseValueSharing(), new HtmlKernel(), new MarkdownKernel() };
        engine.UseImportMagicCommand();
        engine.DefaultKernelName = "csharp";
        following = engine.KernelEvents.Subscribe(new Follower(Take));
    }

    public void Dispose()
    {
        following.Dispose();
        engine.Dispose();
    }

    /// <summary>Runs a cell. Its outputs and, where it fails, its error have been emitted when this returns.</summary>
    /// <returns>Whether it passed.</returns>
    public async Task<bool> Execute(CellRequest request)
    {
        (cell, hasFailed) = ($"cell {request.Number}", false);
        await engine.SendAsync(new SubmitCode(request.Code, request.Language)).ConfigureAwait(false);
        return !hasFailed;
    }

    private void Take(KernelEvent kernelEvent)
    {
        switch (kernelEvent)
        {
            case StandardOutputValueProduced text:
                emit(new StreamText(StreamText.Output, Text(text)));
                break;
            case StandardErrorValueProduced text:
                emit(new StreamText(StreamText.Error, Text(text)));
                break;
            case ReturnValueProduced result:
                emit(new Displayed(Bundle(result), IsResult: true));
                break;
            case DisplayedValueUpdated update:
                emit(new Displayed(Bundle(update), IsResult: false, update.ValueId, IsUpdate: true));
                break;
            case DisplayedValueProduced shown:
                emit(new Displayed(Bundle(shown), IsResult: false, shown.ValueId));
                break;
            // Commands that the cell consists of fail before it does.
            case CommandFailed failure when !hasFailed:
                hasFailed = true;
                emit(Error(failure));
                break;
        }
    }

    private CellError Error(CommandFailed failure)
    {
        for (var exception = failure.Exception; exception is not null; exception = exception.InnerException)
        {
            if (exception is CompilationErrorException compilation)
                return Located(CompilationErrors.Of([.. compilation.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)]));
        }
        return failure.Exception is { } thrown and not CodeSubmissionCompilationErrorException
            ? RuntimeErrors.Of(thrown) with { Location = cell }
            : new CellError(CompilationErrors.Name, failure.Message, cell, failure.Message.Split('\n'));
    }

    // The engine's submissions have no name, and their lines count from the last magic command.
    private CellError Located(CellError error) => error with
    {
        Location = cell + error.Location,
        Traceback = [.. error.Traceback.Select(line => line.StartsWith(", line ", StringComparison.Ordinal) ? cell + line : line)],
    };

    private static string Text(DisplayEvent text) => string.Concat(text.FormattedValues.Select(value => value.Value));

    private static JsonObject Bundle(DisplayEvent shown)
    {
        var data = new JsonObject();
        foreach (var value in shown.FormattedValues)
            data[value.MimeType] = MimeBundle.Content(value.MimeType, value.Value);
        return data;
    }

    private sealed class Follower(Action<KernelEvent> take) : IObserver<KernelEvent>
    {
        public void OnNext(KernelEvent value) => take(value);

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }

    // The engine's packages have none.
    private sealed class MarkdownKernel() : Microsoft.DotNet.Interactive.Kernel("markdown"), IKernelCommandHandler<SubmitCode>
    {
        Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
        {
            context.DisplayAs(command.Code, "text/markdown");
            return Task.CompletedTask;
        }
    }
}
