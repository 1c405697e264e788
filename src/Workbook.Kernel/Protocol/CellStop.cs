using System.Runtime;

namespace Workbook.Kernel.Protocol;

/// <summary>
/// Stops a cell that was interrupted and goes on: what waits is woken, what computes is aborted, where it is on the session's own thread. What went on to
/// other threads cannot be stopped: the runner ends it with the session's process.
/// </summary>
internal sealed class CellStop : IDisposable
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TimeToWake = TimeSpan.FromSeconds(0.3);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource wake = new();
    private readonly CancellationTokenSource abort = new();
    private bool hasEnded;

    public void Dispose()
    {
        lock (gate)
            hasEnded = true;
        wake.Dispose();
        abort.Dispose();
    }

    /// <summary>Gives the cell some time to stop by itself; from any thread.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (hasEnded)
                return;
            wake.CancelAfter(TimeToStop);
            abort.CancelAfter(TimeToStop + TimeToWake);
        }
    }

    /// <summary>Runs a cell on this thread.</summary>
    public void Run(Func<Task> execute)
    {
        Task? running = null;
        try
        {
            using var interrupt = wake.Token.Register(Thread.CurrentThread.Interrupt);
#pragma warning disable SYSLIB0046 // It is for exactly this: code that a person typed and cannot stop otherwise.
            ControlledExecution.Run(
                () =>
                {
                    running = execute();
                    running.GetAwaiter().GetResult();
                },
                abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception problem) when (problem is OperationCanceledException or ThreadInterruptedException)
        {
            running?.Wait(CancellationToken.None);
        }
        if (wake.IsCancellationRequested)
            TakeLateInterrupt();
    }

    private static void TakeLateInterrupt()
    {
        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            // It came too late for the cell.
        }
    }
}
