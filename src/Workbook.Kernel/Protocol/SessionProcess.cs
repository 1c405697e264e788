using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Protocol;

/// <summary>The runner's side: a session in a process of its own, which it can interrupt and which may die without harm.</summary>
internal sealed class SessionProcess : IDisposable
{
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly NamedPipeServerStream pipe;
    private readonly StreamReader reader;
    private readonly NativeOutput[] native;
    private readonly Lock gate = new();
    private readonly TimeSpan grace;
    private Action<CellEvent> take = _ => { };
    private bool hasFailed;

    /// <param name="folder">The session's current directory.</param>
    /// <param name="grace">How long an interrupted cell may take to stop by itself before the process is killed.</param>
    public SessionProcess(string folder, TimeSpan grace)
    {
        this.grace = grace;
        Folder = folder;
        var name = "workbook-" + Guid.NewGuid().ToString("N");
        pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        reader = new StreamReader(pipe, Encoding.UTF8);
        process = Process.Start(new ProcessStartInfo(DotNetHost(), [typeof(SessionProcess).Assembly.Location, "session", name])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        native =
        [
            new NativeOutput(process.StandardOutput.BaseStream, name, text => Take(new StreamText(StreamText.Output, text))),
            new NativeOutput(process.StandardError.BaseStream, name, text => Take(new StreamText(StreamText.Error, text))),
        ];
    }

    /// <summary>Whether the process can run another cell.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>The current directory that the last cell left.</summary>
    public string Folder { get; private set; }

    public void Dispose()
    {
        reader.Dispose();
        if (!process.WaitForExit(TimeToEnd))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    /// <summary>Ends the process at once, whatever runs; from any thread.</summary>
    public void End() => process.Kill(entireProcessTree: true);

    /// <summary>Runs a cell. Whatever becomes of it is among its events, the last of which has been taken when this returns.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="timeout">How long it may run; null where it may run for ever.</param>
    /// <param name="events">Takes its events, one at a time.</param>
    /// <param name="cancel">Interrupts the cell.</param>
    /// <param name="ask">Answers the cell's questions; null where nobody does, which it may also say.</param>
    public async Task Execute(
        CellRequest cell, TimeSpan? timeout, Action<CellEvent> events, CancellationToken cancel, Func<InputRequest, CancellationToken, string?>? ask = null)
    {
        (take, hasFailed) = (events, false);
        using var ended = new CancellationTokenSource();
        // The start of the process is not the first cell's time.
        await Connect().ConfigureAwait(false);
        var interruption = Interrupt(timeout, ended.Token, cancel);
        await Write(cell).ConfigureAwait(false);
        IsAlive = await Receive(request => ask?.Invoke(request, cancel)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        var reason = await interruption.ConfigureAwait(false);
        await Task.WhenAll(native.Select(output => IsAlive ? output.WaitForMark(TimeToEnd) : Task.WhenAny(output.Ended, Task.Delay(TimeToEnd)))).ConfigureAwait(false);
        // A cell that stopped with an error of its own has said more.
        if (reason is not null && !(hasFailed && IsAlive && cancel.IsCancellationRequested))
            Take(IsAlive ? reason : reason with { Message = reason.Message + " It did not stop by itself and was ended with its session." });
        else if (!IsAlive)
            Take(SessionDeath.Error(process));
    }

    internal static string DotNetHost()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(host) ? host : "dotnet";
    }

    private async Task Connect()
    {
        if (!pipe.IsConnected)
            await Task.WhenAny(pipe.WaitForConnectionAsync(), process.WaitForExitAsync()).ConfigureAwait(false);
    }

    private async Task Write(SessionRequest request)
    {
        try
        {
            var line = JsonSerializer.Serialize(request, SessionJson.Default.SessionRequest) + "\n";
            await pipe.WriteAsync(Encoding.UTF8.GetBytes(line)).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is IOException or InvalidOperationException)
        {
            // The process is gone, which Receive sees.
        }
    }

    /// <summary>Takes events until the cell ends; false where the process ended instead.</summary>
    private async Task<bool> Receive(Func<InputRequest, string?> ask)
    {
        try
        {
            while (pipe.IsConnected && await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                var cellEvent = JsonSerializer.Deserialize(line, SessionJson.Default.CellEvent)!;
                if (cellEvent is CellEnded ended)
                {
                    Folder = ended.Folder ?? Folder;
                    return true;
                }
                if (cellEvent is InputRequest request)
                    await Write(new InputReply(ask(request))).ConfigureAwait(false);
                else
                    Take(cellEvent);
            }
        }
        catch (Exception problem) when (problem is IOException or JsonException)
        {
            // Cut off within a line: as at its end.
        }
        await process.WaitForExitAsync().ConfigureAwait(false);
        return false;
    }

    private void Take(CellEvent cellEvent)
    {
        lock (gate)
        {
            hasFailed |= cellEvent is CellError;
            take(cellEvent);
        }
    }

    /// <summary>Interrupts the cell when asked or when its time is over, and kills the process where that does not end it; null where it ended before.</summary>
    private async Task<CellError?> Interrupt(TimeSpan? timeout, CancellationToken ended, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancel);
        await Task.Delay(timeout ?? Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ended.IsCancellationRequested)
            return null;
        Native.SendInterrupt(process.Id);
        await Task.Delay(grace, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCancellationRequested)
            process.Kill(entireProcessTree: true);
        return SessionDeath.Interruption(cancel.IsCancellationRequested ? null : timeout);
    }
}
