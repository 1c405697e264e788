using System.Runtime.InteropServices;

namespace Workbook.Kernel.Jupyter;

/// <summary>A socket for messages of several frames.</summary>
internal sealed class ZeroMqSocket : IDisposable
{
    private const int LingerMilliseconds = 1000;

    private readonly nint socket;

    internal ZeroMqSocket(nint context, int type, string address)
    {
        socket = ZeroMq.NewSocket(context, type);
        if (socket == 0)
            throw new IOException($"No socket for {address}: {ErrorText()}.");
        Set(ZeroMq.Linger, LingerMilliseconds);
        // What a slow client has not taken yet is kept, not dropped.
        if (type == ZeroMq.Publish)
            Set(ZeroMq.SendLimit, 0);
        if (type == ZeroMq.Router)
            Set(ZeroMq.RouterHandover, 1);
        if (ZeroMq.Bind(socket, address) != 0)
        {
            var problem = ErrorText();
            Dispose();
            throw new IOException($"The address {address} of the connection file cannot be used: {problem}.");
        }
    }

    public void Dispose() => _ = ZeroMq.Close(socket);

    /// <summary>The next message; null where there is none within the time, or where the context has ended.</summary>
    /// <param name="milliseconds">How long to wait; -1 for ever.</param>
    public List<byte[]>? Receive(int milliseconds = -1)
    {
        if (milliseconds >= 0 && !Waits(milliseconds))
            return null;
        var frames = new List<byte[]>();
        var frame = default(ZeroMq.Frame);
        bool more;
        do
        {
            _ = ZeroMq.Init(ref frame);
            try
            {
                while (ZeroMq.Receive(ref frame, socket, 0) < 0)
                {
                    if (ZeroMq.Error() == ZeroMq.ErrorTerminated)
                        return null;
                    if (ZeroMq.Error() != ZeroMq.ErrorInterrupted)
                        throw new IOException(ErrorText());
                }
                var bytes = new byte[(int)ZeroMq.Size(ref frame)];
                Marshal.Copy(ZeroMq.Data(ref frame), bytes, 0, bytes.Length);
                frames.Add(bytes);
                more = ZeroMq.HasMore(ref frame) != 0;
            }
            finally
            {
                _ = ZeroMq.Close(ref frame);
            }
        }
        while (more);
        return frames;
    }

    /// <summary>Sends a message; nothing where the context has ended.</summary>
    public void Send(IReadOnlyList<byte[]> frames)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            while (ZeroMq.Send(socket, frames[i], (nuint)frames[i].Length, i < frames.Count - 1 ? ZeroMq.SendMore : 0) < 0)
            {
                if (ZeroMq.Error() == ZeroMq.ErrorTerminated)
                    return;
                if (ZeroMq.Error() != ZeroMq.ErrorInterrupted)
                    throw new IOException(ErrorText());
            }
        }
    }

    private static string ErrorText() => Marshal.PtrToStringUTF8(ZeroMq.ErrorText(ZeroMq.Error())) ?? "unknown error";

    private bool Waits(int milliseconds)
    {
        var item = new ZeroMq.PollItem { Socket = socket, Events = ZeroMq.PollIn };
        return ZeroMq.Poll(ref item, 1, new CLong(milliseconds)) > 0;
    }

    private void Set(int option, int value) => Check(ZeroMq.SetOption(socket, option, value, sizeof(int)));

    private static void Check(int result)
    {
        if (result != 0)
            throw new IOException(ErrorText());
    }
}
