using System.Runtime.InteropServices;

namespace Workbook.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks to stop, a second one ends the process as usual.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public StopSignals(TextWriter messages)
    {
        void Stop(PosixSignalContext context)
        {
            if (source.IsCancellationRequested)
                return;
            context.Cancel = true;
            messages.WriteLine("workbook: stopping after the current step; once more to stop at once.");
            source.Cancel();
        }
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Requested by the first signal.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }
}
