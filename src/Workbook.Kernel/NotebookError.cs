namespace Workbook.Kernel;

/// <summary>Why a notebook failed.</summary>
/// <param name="Cell">Number of the cell, as its execution count.</param>
/// <param name="Location">Where, <c>cell 3, line 7</c>; the cell alone where the line is not known.</param>
/// <param name="Name">Kind of the error: an exception's type, or <c>CompilationError</c>, <c>TimeoutException</c>, <c>SessionEnded</c>.</param>
/// <param name="Message">What went wrong.</param>
public sealed record NotebookError(int Cell, string Location, string Name, string Message)
{
    /// <summary>The error in one line.</summary>
    public override string ToString() => $"{Location}: {Name}: {Message}";
}
