namespace Workbook.Results;

/// <summary>Why a run would be trained or not.</summary>
/// <param name="Run">The run.</param>
/// <param name="State">What would happen to it.</param>
/// <param name="Record">The record that the state follows from: its own, or for <see cref="RunState.Changed"/> the nearest other one.</param>
/// <param name="Differences">For <see cref="RunState.Changed"/>, in what that record differs; otherwise empty.</param>
public sealed record RunExplanation(PlannedRun Run, RunState State, StoredRecord? Record, IReadOnlyList<FieldDifference> Differences)
{
    /// <summary>
    /// Explains a run by the records of its profile. Records of the same comparison (experiment name) and seed are candidates; the one with the
    /// fewest differing fields, then the latest, is named.
    /// </summary>
    public static RunExplanation Of(PlannedRun run, StoreContent content)
    {
        switch (run.Existing?.Record.Status)
        {
            case RunStatus.Finished or RunStatus.Diverged:
                return new RunExplanation(run, RunState.Reused, run.Existing, []);
            case RunStatus.Interrupted:
                return new RunExplanation(run, RunState.Continued, run.Existing, []);
        }
        var now = RunSpec.Identifying(RecordJson.ToJson(run.Spec));
        var nearest = content.Records
            .Where(stored => stored.Record.Spec.Seed == run.Spec.Seed && stored.Record.Spec.Experiment.Slug == run.Spec.Experiment.Slug)
            .Select(stored => (Stored: stored, Differences: FieldDifference.Between(RunSpec.Identifying(stored.Specification), now)))
            .OrderBy(candidate => candidate.Differences.Count)
            .ThenByDescending(candidate => candidate.Stored.Record.Ended)
            .FirstOrDefault();
        return nearest.Stored is null
            ? new RunExplanation(run, RunState.NeverRun, null, [])
            : new RunExplanation(run, RunState.Changed, nearest.Stored, nearest.Differences);
    }
}
