namespace Workbook.Kernel.Execution;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">Kind of the error: the exception's type.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Location">Where in the notebook, <c>cell 3, line 7</c>; null where that is not known.</param>
/// <param name="Traceback">The error and the calls that led to it, a line each.</param>
internal sealed record CellError(string Name, string Message, string? Location, IReadOnlyList<string> Traceback) : CellEvent;
