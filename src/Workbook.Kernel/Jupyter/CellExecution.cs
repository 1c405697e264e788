using System.Text.Json.Nodes;
using Workbook.Kernel.Execution;
using Workbook.Kernel.Protocol;

namespace Workbook.Kernel.Jupyter;

/// <summary>Runs what clients send in one session, which is begun anew where a cell ended it.</summary>
internal sealed class CellExecution(OutputChannel output, Func<JupyterMessage, InputRequest, CancellationToken, string?> ask) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    private readonly Lock gate = new();
    private SessionProcess session = NewSession();
    private CancellationTokenSource? running;

    /// <summary>Cells run so far: the number of the last.</summary>
    public int Count { get; private set; }

    /// <summary>The cells run so far.</summary>
    public CellHistory History { get; } = new();

    /// <summary>The compiler's help with the next cell, which sees what those before declared.</summary>
    public CodeAssistance Assistance { get; } = new();

    /// <summary>The session's current directory.</summary>
    public string Folder => session.IsAlive ? session.Folder : Environment.CurrentDirectory;

    public void Dispose() => session.Dispose();

    /// <summary>Ends the session at once, whatever runs; from any thread.</summary>
    public void End()
    {
        Interrupt();
        session.End();
    }

    /// <summary>Interrupts the cell that runs, if one does; from any thread.</summary>
    public void Interrupt()
    {
        lock (gate)
            running?.Cancel();
    }

    /// <summary>Runs an <c>execute_request</c>.</summary>
    /// <returns>Content of the reply; its <c>status</c> is <c>ok</c> or <c>error</c>.</returns>
    public async Task<JsonObject> Run(JupyterMessage request)
    {
        var code = request.Text("code") ?? "";
        var isSilent = request.Flag("silent", otherwise: false);
        if (!isSilent && request.Flag("store_history", otherwise: true))
        {
            Count++;
            History.Add(Count, code);
        }
        var number = Math.Max(Count, 1);
        if (!isSilent)
            output.Publish("execute_input", request, new JsonObject { ["code"] = code, ["execution_count"] = number });
        CellError? error = null;
        var folder = Folder;
        await Run(request, new CellRequest(number, "csharp", code), Take).ConfigureAwait(false);
        if (error?.Name != CompilationErrors.Name && session.IsAlive)
            Assistance.Remember(code, folder);
        var reply = error is null
            ? new JsonObject { ["status"] = "ok", ["payload"] = new JsonArray(), ["user_expressions"] = await Evaluate(request, number).ConfigureAwait(false) }
            : Error(error);
        reply["execution_count"] = number;
        return reply;

        void Take(CellEvent cellEvent)
        {
            if (cellEvent is CellError failed)
                error ??= failed;
            if (!isSilent)
                Publish(request, cellEvent, number);
        }
    }

    private static SessionProcess NewSession() => new(Environment.CurrentDirectory, Grace);

    private async Task Run(JupyterMessage request, CellRequest cell, Action<CellEvent> take)
    {
        using var cancel = new CancellationTokenSource();
        lock (gate)
            running = cancel;
        if (!session.IsAlive)
        {
            session.Dispose();
            session = NewSession();
        }
        await session.Execute(cell, null, take, cancel.Token, (question, stop) => ask(request, question, stop)).ConfigureAwait(false);
        lock (gate)
            running = null;
        if (session.IsAlive)
            return;
        Assistance.Forget();
        output.Write(StreamText.Error, "The session has ended, and with it all variables; the next cell begins a new one.\n", request);
    }

    private void Publish(JupyterMessage request, CellEvent cellEvent, int number)
    {
        switch (cellEvent)
        {
            case StreamText text:
                output.Write(text.Name, text.Text, request);
                break;
            case Displayed shown:
                var content = new JsonObject { ["data"] = shown.Data.DeepClone(), ["metadata"] = new JsonObject() };
                if (shown.Id is { } id)
                    content["transient"] = new JsonObject { ["display_id"] = id };
                if (shown.IsResult)
                    content["execution_count"] = number;
                output.Publish(shown.IsResult ? "execute_result" : shown.IsUpdate ? "update_display_data" : "display_data", request, content);
                break;
            case CellError error:
                var reported = Error(error);
                reported.Remove("status");
                output.Publish("error", request, reported);
                break;
        }
    }

    /// <summary>Values of the expressions that came with a request, by their names.</summary>
    private async Task<JsonObject> Evaluate(JupyterMessage request, int number)
    {
        var values = new JsonObject();
        if (request.Content["user_expressions"] is not JsonObject expressions)
            return values;
        foreach (var (name, expression) in expressions)
        {
            CellEvent? last = null;
            var code = expression is JsonValue text && text.TryGetValue<string>(out var written) ? written : "";
            await Run(request, new CellRequest(number, "csharp", code), cellEvent => last = cellEvent is Displayed or CellError ? cellEvent : last).ConfigureAwait(false);
            values[name] = last switch
            {
                CellError error => Error(error),
                Displayed shown => new JsonObject { ["status"] = "ok", ["data"] = shown.Data.DeepClone(), ["metadata"] = new JsonObject() },
                _ => Error(new CellError("NoValue", "The expression has no value.", null, [])),
            };
        }
        return values;
    }

    private static JsonObject Error(CellError error) => new()
    {
        ["status"] = "error",
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
    };
}
