using System.Text;
using System.Text.Json.Nodes;

namespace Workbook.Kernel.Jupyter;

/// <summary>
/// What every client sees (iopub): any thread may write. Text of the streams is gathered for a moment, so that a loop that writes lines costs a client
/// a few messages a second.
/// </summary>
internal sealed class OutputChannel : IDisposable
{
    private const int MostGathered = 65_536;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly ZeroMqSocket socket;
    private readonly MessageFrames frames;
    private readonly Lock gate = new();
    private readonly StringBuilder gathered = new();
    private readonly Timer timer;
    private (string Stream, JupyterMessage? Parent) gatheredOf = ("", null);
    private bool isClosed;

    public OutputChannel(ZeroMqSocket socket, MessageFrames frames)
    {
        (this.socket, this.frames) = (socket, frames);
        timer = new Timer(_ => Locked(() => { }), null, Timeout.Infinite, Timeout.Infinite);
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (isClosed)
                return;
            Flush();
            isClosed = true;
            socket.Dispose();
        }
    }

    /// <summary>Whether the kernel works on a request.</summary>
    /// <param name="state"><c>starting</c>, <c>busy</c> or <c>idle</c>.</param>
    /// <param name="parent">The request.</param>
    public void Status(string state, JupyterMessage? parent) => Publish("status", parent, new JsonObject { ["execution_state"] = state });

    /// <summary>Sends a message after the text gathered before it.</summary>
    public void Publish(string type, JupyterMessage? parent, JsonObject content) =>
        Locked(() => socket.Send(frames.Frames([Encoding.UTF8.GetBytes(type)], type, parent, content)));

    /// <summary>Sends text of a stream, soon.</summary>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="parent">The request that wrote it.</param>
    public void Write(string stream, string text, JupyterMessage? parent)
    {
        lock (gate)
        {
            if (isClosed)
                return;
            if (gatheredOf != (stream, parent) || gathered.Length > MostGathered)
                Flush();
            if (gathered.Length == 0)
                timer.Change(Moment, Timeout.InfiniteTimeSpan);
            gatheredOf = (stream, parent);
            gathered.Append(text);
        }
    }

    private void Locked(Action send)
    {
        lock (gate)
        {
            if (isClosed)
                return;
            Flush();
            send();
        }
    }

    private void Flush()
    {
        if (gathered.Length == 0)
            return;
        var content = new JsonObject { ["name"] = gatheredOf.Stream, ["text"] = gathered.ToString() };
        gathered.Clear();
        socket.Send(frames.Frames(["stream"u8.ToArray()], "stream", gatheredOf.Parent, content));
    }
}
