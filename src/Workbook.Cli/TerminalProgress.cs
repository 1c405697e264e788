using Spectre.Console;
using Workbook.Results;
using Workbook.Training;

namespace Workbook.Cli;

/// <summary>Progress as bars: one for the whole, one for the run in training.</summary>
internal sealed class TerminalProgress : IRunObserver
{
    private readonly ProgressContext context;
    private readonly ProgressTask whole;
    private ProgressTask? current;

    private TerminalProgress(ProgressContext context, int count)
    {
        this.context = context;
        whole = context.AddTask(Markup.Escape($"{count} runs"), maxValue: Math.Max(1, count));
    }

    /// <summary>Shows bars while <paramref name="work"/> runs with the observer.</summary>
    public static IReadOnlyList<CompletedRun> Follow(IAnsiConsole console, int count, Func<IRunObserver, IReadOnlyList<CompletedRun>> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context => work(new TerminalProgress(context, count)));

    public void Started(PlannedRun run) => current = context.AddTask(Markup.Escape(RunText.Name(run)), maxValue: run.Spec.Experiment.Iterations);

    public void Progressed(PlannedRun run, TrainingProgress progress)
    {
        current!.Value = progress.Iteration;
        current.Description = Markup.Escape($"{RunText.Name(run)}: {RunText.Progress(progress)}");
    }

    public void Ended(CompletedRun run)
    {
        if (current is not null)
        {
            current.Value = run.Outcome == RunOutcome.Trained ? current.MaxValue : current.Value;
            current.Description = Markup.Escape(RunText.Ended(run));
            current.StopTask();
            current = null;
        }
        whole.Increment(run.Outcome == RunOutcome.NotStarted ? 0 : 1);
    }
}
