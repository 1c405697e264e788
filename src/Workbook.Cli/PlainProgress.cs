using Workbook.Results;
using Workbook.Training;

namespace Workbook.Cli;

/// <summary>Progress as lines, one in ten seconds, for files and pipes.</summary>
internal sealed class PlainProgress(TextWriter output, int count, TimeProvider time) : IRunObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private long last;
    private int ended;

    public void Started(PlannedRun run)
    {
        last = time.GetTimestamp();
        Line($"{RunText.Name(run)}: started");
    }

    public void Progressed(PlannedRun run, TrainingProgress progress)
    {
        if (time.GetElapsedTime(last) < Interval)
            return;
        last = time.GetTimestamp();
        Line($"{RunText.Name(run)}: {RunText.Progress(progress)}");
    }

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
