namespace Workbook.Results;

/// <summary>A run that tables ask for.</summary>
/// <param name="Spec">What to run.</param>
/// <param name="Rows">The rows that it serves, in the order of the tables.</param>
/// <param name="Existing">The record of the same run; null where there is none.</param>
public sealed record PlannedRun(RunSpec Spec, IReadOnlyList<RowReference> Rows, StoredRecord? Existing)
{
    /// <summary>Whether the record makes training unnecessary: the run finished, or diverged and would again.</summary>
    public bool IsDone => Existing is { Record.Status: RunStatus.Finished or RunStatus.Diverged };
}
