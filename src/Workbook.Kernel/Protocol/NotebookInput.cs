using System.Collections.Concurrent;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Protocol;

/// <summary>The session's standard input: each line is asked of whoever runs the notebook.</summary>
/// <param name="send">Takes the request.</param>
internal sealed class NotebookInput(Action<CellEvent> send) : TextReader
{
    private readonly BlockingCollection<string?> replies = [];
    private readonly Lock gate = new();
    private CancellationTokenSource interruption = new();
    private string? rest;

    /// <summary>Gives the line that was asked for; null where there is nobody to ask.</summary>
    public void Reply(string? text) => replies.Add(text);

    /// <summary>Ends what waits for a line.</summary>
    public void Interrupt() => interruption.Cancel();

    /// <summary>Asks for a line; null where there is nobody to ask.</summary>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public string? Ask(string prompt, bool isPassword)
    {
        lock (gate)
        {
            if (interruption.IsCancellationRequested)
                interruption = new CancellationTokenSource();
            send(new InputRequest(prompt, isPassword));
            return replies.Take(interruption.Token);
        }
    }

    public override string? ReadLine()
    {
        var line = rest ?? Ask("", isPassword: false);
        rest = null;
        return line?.TrimEnd('\n');
    }

    public override int Peek() => Next(take: false);

    public override int Read() => Next(take: true);

    private int Next(bool take)
    {
        if (string.IsNullOrEmpty(rest) && Ask("", isPassword: false) is { } line)
            rest = line + "\n";
        if (string.IsNullOrEmpty(rest))
            return -1;
        var next = rest[0];
        if (take)
            rest = rest.Length > 1 ? rest[1..] : null;
        return next;
    }
}
