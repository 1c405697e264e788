using System.Globalization;
using Workbook.Experiments;
using Workbook.Training;

namespace Workbook.Results;

/// <summary>Runs and their progress in words, in the invariant culture.</summary>
public static class RunText
{
    /// <summary>How many runs a plan has, and how many of them are to be trained.</summary>
    public static string Plan(IReadOnlyList<PlannedRun> plan, Profile profile)
    {
        var open = plan.Where(run => !run.IsDone).ToArray();
        var iterations = string.Join(" or ", open.Select(run => Invariant($"{run.Spec.Experiment.Iterations:N0}")).Distinct());
        return Invariant($"Profile {profile.ToString().ToLowerInvariant()}: {plan.Count} runs, {plan.Count - open.Length} recorded, {open.Length} to train")
            + (open.Length > 0 ? $", {iterations} iterations each." : ".");
    }

    /// <summary>A sentence for each synthetic data set of a plan; empty where all data is real.</summary>
    public static IEnumerable<string> SyntheticData(IReadOnlyList<PlannedRun> plan) =>
        from data in plan.Select(run => run.Spec.Data).Where(data => data.IsSynthetic).DistinctBy(data => data.Name)
        select $"SYNTHETIC data ({data.Name}): the real set was not found. {data.Description}";

    /// <summary>A run: its experiment and seed.</summary>
    public static string Name(PlannedRun run) => Invariant($"{run.Spec.Experiment.Slug}, seed {run.Spec.Seed}");

    /// <summary>Where a run stands: phase, iteration, loss, rate, time left.</summary>
    public static string Progress(TrainingProgress progress)
    {
        var left = progress.Remaining;
        var time = left.TotalHours >= 1 ? Invariant($"{(int)left.TotalHours}:{left:mm\\:ss}") : Invariant($"{left:mm\\:ss}");
        return Invariant($"{progress.Phase} {progress.Iteration}/{progress.Iterations}, loss {progress.Loss:F3}, {progress.IterationsPerSecond:F2} it/s, {time} left");
    }

    /// <summary>What became of a run.</summary>
    public static string Ended(CompletedRun run)
    {
        var name = Name(run.Run);
        return run.Outcome switch
        {
            RunOutcome.Reused => $"{name}: recorded already",
            RunOutcome.Trained => $"{name}: trained, {Metrics(run.Record!)}",
            RunOutcome.Diverged => $"{name}: diverged: {run.Detail}",
            RunOutcome.Interrupted => $"{name}: {run.Detail ?? "stopped on request"}",
            RunOutcome.Busy => $"{name}: left out, {run.Detail}",
            RunOutcome.Failed => $"{name}: failed: {run.Detail}",
            _ => $"{name}: not started",
        };
    }

    private static string Metrics(RunRecord record) => string.Join(", ", record.Metrics.Select(metric => Invariant($"{metric.Key} {metric.Value:F2}")));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
