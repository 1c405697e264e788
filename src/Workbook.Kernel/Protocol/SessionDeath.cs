using System.Diagnostics;
using System.Globalization;
using Workbook.Kernel.Execution;

namespace Workbook.Kernel.Protocol;

/// <summary>Errors of cells that ended in another way than by their own code.</summary>
internal static class SessionDeath
{
    /// <summary>A cell that was interrupted: by its time limit, or, where that is null, on request.</summary>
    public static CellError Interruption(TimeSpan? timeout) => timeout is { } limit
        ? Error(
            "TimeoutException",
            string.Create(CultureInfo.InvariantCulture, $"The cell ran longer than {limit.TotalSeconds} s, the limit of this run, and was interrupted."))
        : Error("OperationCanceledException", "The cell was interrupted on request.");

    /// <summary>A cell that ended its process.</summary>
    public static CellError Error(Process process) => Error("SessionEnded", process.ExitCode switch
    {
        129 or 143 => "The session was ended by a signal from outside while the cell ran.",
        134 => "The session crashed while the cell ran: an unhandled exception, a stack overflow or an abort in native code. Standard error says more.",
        132 or 135 or 136 or 139 => "The session crashed while the cell ran: an invalid memory access or instruction in native code.",
        137 => "The session was killed while the cell ran; when memory is short, the system does that.",
        var code => string.Create(CultureInfo.InvariantCulture, $"The cell ended its own process, with exit code {code}."),
    });

    private static CellError Error(string name, string message) => new(name, message, null, [message]);
}
