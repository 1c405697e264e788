using System.Collections.Concurrent;
using Spectre.Console;
using Workbook.Data.Acquisition;

namespace Workbook.Cli;

/// <summary>Progress as one bar a file.</summary>
internal sealed class TerminalTransferProgress(ProgressContext context) : IProgress<TransferProgress>
{
    private readonly ConcurrentDictionary<RemoteFile, ProgressTask> _bars = new();

    /// <summary>Shows bars while <paramref name="work"/> runs.</summary>
    public static T Follow<T>(IAnsiConsole console, Func<IProgress<TransferProgress>, Task<T>> work) =>
        console.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new TransferSpeedColumn(),
                new RemainingTimeColumn())
            .Start(context => work(new TerminalTransferProgress(context)).GetAwaiter().GetResult());

    public void Report(TransferProgress value)
    {
        var bar = _bars.GetOrAdd(value.File, file => context.AddTask(Markup.Escape(file.FileName)));
        bar.Description = Markup.Escape($"{value.File.FileName}: {TransferText.Of(value)}");
        bar.IsIndeterminate = value.Total is null;
        bar.MaxValue = value.Total ?? 1;
        bar.Value = value.Total is null ? 0 : value.Bytes;
        if (value.Stage == TransferStage.Ended)
            bar.StopTask();
    }
}
