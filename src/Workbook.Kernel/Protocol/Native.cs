using System.Runtime.InteropServices;

namespace Workbook.Kernel.Protocol;

/// <summary>What .NET has no call for.</summary>
internal static partial class Native
{
    private const int Nothing = 0, Interrupt = 2;
    private const int NoSuchProcess = 3;

    /// <summary>Takes this process out of the terminal's foreground group, so that Ctrl-C reaches the runner alone.</summary>
    public static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSession();
    }

    /// <summary>Asks a process to stop, as Ctrl-C does.</summary>
    public static void SendInterrupt(int process)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(process, Interrupt);
    }

    /// <summary>The process that this one is a child of; it changes when that one ends.</summary>
    public static int ParentProcess() => Parent();

    /// <summary>Whether there is a process of that number.</summary>
    public static bool Exists(int process) => Kill(process, Nothing) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;

    /// <summary>Writes out what native code has buffered for its standard streams.</summary>
    public static void FlushStandardStreams()
    {
        if (!OperatingSystem.IsWindows())
            _ = Flush(0);
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int Parent();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "fflush")]
    private static partial int Flush(nint stream);
}
