using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Workbook.Kernel.Execution;
using Workbook.Kernel.Formatting;

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

        using var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        pipe.Connect(ConnectMilliseconds);
        var gate = new Lock();
        var input = new NotebookInput(Send);
        using var requests = new BlockingCollection<CellRequest>();
        new Thread(() => Read(pipe, requests, input)) { IsBackground = true, Name = "requests" }.Start();

        Console.SetOut(new ConsoleStream(StreamText.Output, Send));
        Console.SetError(new ConsoleStream(StreamText.Error, Send));
        Console.SetIn(input);
        NotebookFunctions.Ask = input.Ask;
        CellStop? stop = null;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            // Cells may handle the interrupt; the session outlives it either way.
            context.Cancel = true;
            input.Interrupt();
            Volatile.Read(ref stop)?.Start();
        });
#if DOTNET_INTERACTIVE
        using var session = new InteractiveSession(Send);
#else
        using var session = new CSharpSession(Send);
#endif
        foreach (var request in requests.GetConsumingEnumerable())
        {
            using var cell = new CellStop();
            Volatile.Write(ref stop, cell);
            cell.Run(() => session.Execute(request));
            Volatile.Write(ref stop, null);
            NativeOutput.WriteMark(pipeName);
            Send(new CellEnded(Folder()));
        }
        return 0;

        static string? Folder()
        {
            try
            {
                return Environment.CurrentDirectory;
            }
            catch (IOException)
            {
                // A cell deleted it.
                return null;
            }
        }

        void Send(CellEvent cellEvent)
        {
            var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(cellEvent, SessionJson.Default.CellEvent) + "\n");
            lock (gate)
            {
                try
                {
                }
                finally
                {
                    // A cell that is aborted is not aborted within a line.
                    Write(line);
                }
            }
        }

        void Write(byte[] line)
        {
            try
            {
                pipe.Write(line);
            }
            catch (Exception problem) when (problem is IOException or ObjectDisposedException)
            {
                // The runner is gone; reading the pipe ends this process.
            }
        }
    }

    private static void Read(Stream pipe, BlockingCollection<CellRequest> requests, NotebookInput input)
    {
        using var reader = new StreamReader(pipe, leaveOpen: true);
        try
        {
            while (reader.ReadLine() is { } line)
            {
                switch (JsonSerializer.Deserialize(line, SessionJson.Default.SessionRequest))
                {
                    case CellRequest cell:
                        requests.Add(cell);
                        break;
                    case InputReply reply:
                        input.Reply(reply.Text);
                        break;
                }
            }
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
