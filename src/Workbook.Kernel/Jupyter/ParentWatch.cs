using System.Globalization;
using Workbook.Kernel.Protocol;

namespace Workbook.Kernel.Jupyter;

/// <summary>
/// Notices within a second that the Jupyter server is gone that started this kernel, however it ended. A server that owns its kernels names itself in
/// the variable <c>JPY_PARENT_PID</c>; without it, as from a terminal or for a kernel that is to outlive its server, nothing is watched.
/// </summary>
internal sealed class ParentWatch : IDisposable
{
    private const string Variable = "JPY_PARENT_PID";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim ended = new();
    private readonly Thread thread;

    private ParentWatch(Func<bool> isThere, Action gone)
    {
        thread = new Thread(() =>
        {
            while (!ended.Wait(Interval))
            {
                if (!isThere())
                {
                    gone();
                    return;
                }
            }
        }) { Name = "parent", IsBackground = true };
        thread.Start();
    }

    /// <summary>Watches the server, where there is one to watch.</summary>
    /// <param name="gone">Called once, on another thread, when it is gone.</param>
    public static ParentWatch? Start(Action gone)
    {
        if (OperatingSystem.IsWindows()
            || !int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var server)
            || server <= 1)
        {
            return null;
        }
        // The parent's number tells more: another process may get that of the server. A wrapper, as of conda, may stand between them.
        if (Native.ParentProcess() == server)
            return new ParentWatch(() => Native.ParentProcess() == server, gone);
        // One that never was here counts processes elsewhere, outside of this container.
        return Native.Exists(server) ? new ParentWatch(() => Native.Exists(server), gone) : null;
    }

    public void Dispose()
    {
        ended.Set();
        thread.Join();
        ended.Dispose();
    }
}
