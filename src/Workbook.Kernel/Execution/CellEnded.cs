namespace Workbook.Kernel.Execution;

/// <summary>The last event of a cell that left the session alive.</summary>
/// <param name="Folder">The session's current directory; null where it is gone.</param>
internal sealed record CellEnded(string? Folder) : CellEvent;
