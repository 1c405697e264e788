using System.Runtime.InteropServices;

namespace Workbook.Machine;

/// <summary>Ctrl-C and SIGTERM, until disposed: the first asks to stop, a second one ends the process as usual.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    /// <param name="messages">Told of the first signal.</param>
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

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }
}
