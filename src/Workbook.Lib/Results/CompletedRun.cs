namespace Workbook.Results;

/// <summary>A planned run and what became of it.</summary>
/// <param name="Run">The plan.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Record">Its record; null where none was made.</param>
/// <param name="RecordPath">File of the record; null where there is none.</param>
/// <param name="Detail">Why, for an outcome that is not success; null otherwise.</param>
public sealed record CompletedRun(PlannedRun Run, RunOutcome Outcome, RunRecord? Record, string? RecordPath, string? Detail)
{
    /// <summary>Whether the run has a finished record.</summary>
    public bool Succeeded => Outcome is RunOutcome.Reused or RunOutcome.Trained;
}
