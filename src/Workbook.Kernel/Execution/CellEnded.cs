namespace Workbook.Kernel.Execution;

/// <summary>The last event of a cell that left the session alive.</summary>
internal sealed record CellEnded : CellEvent;
