using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Protocol;

/// <summary>The session's side: takes cells from the runner's pipe and answers with their events. It ends with the pipe.</summary>
internal static class SessionServer
{
    private const int ConnectMilliseconds = 30_000;
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(2);

    /// <summary>Runs cells until the runner closes the pipe.</summary>
    public static int Run(string pipeName)
    {
        Native.LeaveTerminal();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        // Cells may handle the interrupt; the session outlives it either way.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);

        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        pipe.Connect(ConnectMilliseconds);
        using var requests = new BlockingCollection<CellRequest>();
        new Thread(() => Read(pipe, requests)) { IsBackground = true, Name = "requests" }.Start();

        var gate = new Lock();
        Console.SetOut(new ConsoleStream(StreamText.Output, Send));
        Console.SetError(new ConsoleStream(StreamText.Error, Send));
        Console.SetIn(TextReader.Null);
        using var session = new CSharpSession(Send);
        foreach (var request in requests.GetConsumingEnumerable())
        {
            session.Execute(request).GetAwaiter().GetResult();
            NativeOutput.WriteMark(pipeName);
            Send(new CellEnded());
        }
        return 0;

        void Send(CellEvent cellEvent)
        {
            lock (gate)
            {
                try
                {
                    pipe.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(cellEvent, SessionJson.Default.CellEvent) + "\n"));
                }
                catch (Exception problem) when (problem is IOException or ObjectDisposedException)
                {
                    // The runner is gone; reading the pipe ends this process.
                }
            }
        }
    }

    private static void Read(Stream pipe, BlockingCollection<CellRequest> requests)
    {
        using var reader = new StreamReader(pipe, leaveOpen: true);
        try
        {
            while (reader.ReadLine() is { } line)
                requests.Add(JsonSerializer.Deserialize(line, SessionJson.Default.CellRequest)!);
        }
        catch (IOException)
        {
            // As at its end.
        }
        requests.CompleteAdding();
        // A cell may still run, and threads that it left behind.
        Thread.Sleep(TimeToEnd);
        Process.GetCurrentProcess().Kill();
    }
}
