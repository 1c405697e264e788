using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Jupyter;

/// <summary>
/// A kernel of the Jupyter protocol: C# cells for Jupyter, VS Code and nbconvert. Requests are answered in turn; interrupts, shutdown and signs of life
/// at once, while a cell runs. https://jupyter-client.readthedocs.io/en/stable/messaging.html
/// </summary>
internal sealed class JupyterKernel : IDisposable
{
    private const int Poll = 20;

    private readonly MessageFrames frames;
    private readonly ZeroMqContext context = new();
    private readonly ZeroMqSocket shell, control, input, heartbeat;
    private readonly OutputChannel output;
    private readonly CellExecution cells;
    private readonly TextWriter log;
    private int dropped;

    private JupyterKernel(ConnectionFile connection, TextWriter log)
    {
        this.log = log;
        frames = new MessageFrames(connection.Key);
        shell = context.Bind(ZeroMq.Router, connection.Address(connection.Shell));
        control = context.Bind(ZeroMq.Router, connection.Address(connection.Control));
        input = context.Bind(ZeroMq.Router, connection.Address(connection.Input));
        heartbeat = context.Bind(ZeroMq.Reply, connection.Address(connection.Heartbeat));
        output = new OutputChannel(context.Bind(ZeroMq.Publish, connection.Address(connection.Output)), frames);
        cells = new CellExecution(output, Ask);
    }

    /// <summary>Serves the clients of a connection file until one shuts the kernel down, or until the Jupyter server that started it is gone.</summary>
    /// <param name="connectionFile">Path of the file that the client wrote.</param>
    /// <param name="log">Told of messages that are dropped.</param>
    /// <exception cref="InvalidDataException">The file is no connection file.</exception>
    /// <exception cref="IOException">It cannot be read, or its ports are in use.</exception>
    /// <exception cref="DllNotFoundException">libzmq is not on this machine.</exception>
    public static void Run(string connectionFile, TextWriter log)
    {
        using var kernel = new JupyterKernel(ConnectionFile.Read(connectionFile), log);
        kernel.Serve();
    }

    public void Dispose()
    {
        cells.Dispose();
        output.Dispose();
        input.Dispose();
        context.Dispose();
    }

    private void Serve()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            cells.Interrupt();
        });
        using var parent = ParentWatch.Start(() =>
        {
            cells.End();
            context.Stop();
        });
        Thread[] threads = [Start("control", ServeControl), Start("heartbeat", ServeHeartbeat)];
        output.Status("starting", null);
        ServeShell();
        foreach (var thread in threads)
            thread.Join();

        static Thread Start(string name, Action run)
        {
            var thread = new Thread(() => run()) { Name = name, IsBackground = true };
            thread.Start();
            return thread;
        }
    }

    private void ServeHeartbeat()
    {
        using (heartbeat)
        {
            while (heartbeat.Receive() is { } beat)
                heartbeat.Send(beat);
        }
    }

    private void ServeControl()
    {
        using (control)
        {
            while (Next(control) is { } request)
            {
                Answer(control, request, request.Type switch
                {
                    "interrupt_request" => Interrupt,
                    "shutdown_request" => () => Shutdown(request),
                    "kernel_info_request" => () => KernelInfo.Content,
                    _ => null,
                });
                if (request.Type == "shutdown_request")
                    context.Stop();
            }
        }
    }

    private void ServeShell()
    {
        using (shell)
        {
            while (Next(shell) is { } request)
            {
                var queued = new List<JupyterMessage>();
                Answer(shell, request, request.Type == "execute_request" ? () => Execute(request, queued) : Handler(request));
                foreach (var later in queued)
                    Answer(shell, later, later.Type == "execute_request" ? () => new JsonObject { ["status"] = "aborted" } : Handler(later));
                if (request.Type == "shutdown_request" || queued.Any(later => later.Type == "shutdown_request"))
                    context.Stop();
            }
        }
    }

    /// <summary>Runs a cell. After an error, takes what was sent meanwhile to run after it: before the reply, which a client may answer with a new request.</summary>
    private JsonObject Execute(JupyterMessage request, List<JupyterMessage> queued)
    {
        var reply = cells.Run(request).GetAwaiter().GetResult();
        if ((string?)reply["status"] == "error" && request.Flag("stop_on_error", otherwise: true))
        {
            while (shell.Receive(Poll) is { } message)
            {
                if (Parse(message) is { } later)
                    queued.Add(later);
            }
        }
        return reply;
    }

    private Func<JsonObject>? Handler(JupyterMessage request) => request.Type switch
    {
        "complete_request" => () => cells.Assistance.Complete(request, cells.Folder),
        "inspect_request" => () => cells.Assistance.Inspect(request, cells.Folder),
        "is_complete_request" => () => CodeAssistance.IsComplete(request),
        "history_request" => () => new JsonObject { ["status"] = "ok", ["history"] = cells.History.Of(request) },
        "comm_info_request" => () => new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() },
        "kernel_info_request" => () => KernelInfo.Content,
        "shutdown_request" => () => Shutdown(request),
        _ => null,
    };

    /// <summary>
    /// Answers a request between the states busy and idle. What is no request of this kernel gets no reply; a comm, of which there are no targets, is closed.
    /// </summary>
    private void Answer(ZeroMqSocket socket, JupyterMessage request, Func<JsonObject>? handle)
    {
        output.Status("busy", request);
        var reply = handle is null ? null : Handled(handle);
        if (reply is not null)
            socket.Send(frames.Frames(request.Identities, request.Type.Replace("_request", "_reply", StringComparison.Ordinal), request, reply));
        else if (request.Type == "comm_open")
            output.Publish("comm_close", request, new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() });
        output.Status("idle", request);
    }

    private JsonObject Handled(Func<JsonObject> handle)
    {
        try
        {
            return handle();
        }
        catch (Exception problem)
        {
            log.WriteLine(problem);
            return new JsonObject
            {
                ["status"] = "error", ["ename"] = problem.GetType().Name, ["evalue"] = problem.Message, ["traceback"] = new JsonArray(problem.ToString()),
            };
        }
    }

    private JsonObject Interrupt()
    {
        cells.Interrupt();
        return new JsonObject { ["status"] = "ok" };
    }

    private JsonObject Shutdown(JupyterMessage request)
    {
        cells.End();
        return new JsonObject { ["status"] = "ok", ["restart"] = request.Flag("restart", otherwise: false) };
    }

    /// <summary>Asks the client that sent a request, where it takes questions.</summary>
    private string? Ask(JupyterMessage request, InputRequest question, CancellationToken cancel)
    {
        if (!request.Flag("allow_stdin", otherwise: false))
            return null;
        while (input.Receive(0) is not null)
        {
            // Answers to earlier questions, too late.
        }
        var content = new JsonObject { ["prompt"] = question.Prompt, ["password"] = question.IsPassword };
        input.Send(frames.Frames(request.Identities, "input_request", request, content));
        while (!cancel.IsCancellationRequested)
        {
            if (input.Receive(Poll) is { } message && Parse(message) is { Type: "input_reply" } reply)
                return reply.Text("value");
        }
        return null;
    }

    /// <summary>The next message with a valid signature; null at the end.</summary>
    private JupyterMessage? Next(ZeroMqSocket socket)
    {
        while (socket.Receive() is { } message)
        {
            if (Parse(message) is { } request)
                return request;
        }
        return null;
    }

    private JupyterMessage? Parse(List<byte[]> message)
    {
        var (request, problem) = frames.Parse(message);
        if (problem is not null)
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"workbook: a message was dropped, {Interlocked.Increment(ref dropped)} so far: {problem}."));
        return request;
    }
}
