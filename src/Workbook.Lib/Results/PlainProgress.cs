using Workbook.Training;

namespace Workbook.Results;

/// <summary>Progress as lines, one in ten seconds, for files, pipes and notebooks.</summary>
/// <param name="output">Gets the lines, each at once.</param>
/// <param name="count">Number of runs.</param>
/// <param name="time">The clock.</param>
public sealed class PlainProgress(TextWriter output, int count, TimeProvider time) : IRunObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private long last;
    private int ended;

    /// <inheritdoc/>
    public void Started(PlannedRun run)
    {
        last = time.GetTimestamp();
        Line($"{RunText.Name(run)}: started");
    }

    /// <inheritdoc/>
    public void Progressed(PlannedRun run, TrainingProgress progress)
    {
        if (time.GetElapsedTime(last) < Interval)
            return;
        last = time.GetTimestamp();
        Line($"{RunText.Name(run)}: {RunText.Progress(progress)}");
    }

    /// <inheritdoc/>
    public void Ended(CompletedRun run)
    {
        if (run.Outcome != RunOutcome.NotStarted)
            Line(RunText.Ended(run));
        ended++;
    }

    private void Line(string text)
    {
        output.WriteLine($"[{ended + 1}/{count}] {text}");
        output.Flush();
    }
}
