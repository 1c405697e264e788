namespace Workbook.Kernel.Jupyter;

/// <summary>The sockets of a process. Each belongs to the thread that made it.</summary>
internal sealed class ZeroMqContext : IDisposable
{
    private readonly nint context = ZeroMq.NewContext();

    /// <summary>A socket of a type, bound to an address.</summary>
    /// <exception cref="IOException">The address is in use or not this machine's.</exception>
    public ZeroMqSocket Bind(int type, string address) => new(context, type, address);

    /// <summary>Ends all that waits: every later call on a socket says that its context has ended.</summary>
    public void Stop() => _ = ZeroMq.ShutdownContext(context);

    /// <summary>Waits until every socket is closed and what it had to send is sent.</summary>
    public void Dispose() => _ = ZeroMq.EndContext(context);
}
