namespace Workbook.Kernel;

/// <summary>What became of a notebook.</summary>
/// <param name="Error">Why it failed; null where all cells passed.</param>
/// <param name="Files">The files written, full paths.</param>
public sealed record NotebookResult(NotebookError? Error, IReadOnlyList<string> Files)
{
    /// <summary>Whether all cells passed.</summary>
    public bool Passed => Error is null;
}
