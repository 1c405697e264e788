using Spectre.Console;
using Workbook.Data.Acquisition;
using Workbook.Data.ImageNet;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary>What the commands get from outside: streams, the results folder, the trainer and the request to stop.</summary>
internal sealed record CliHost
{
    private const int WidthOfFiles = 200;

    /// <summary>Where results go: tables, reports, JSON.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where messages about a command go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal that can redraw lines.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>The results folder.</summary>
    public required ResultStore Store { get; init; }

    /// <summary>Folder of the notebooks.</summary>
    public string Notebooks { get; init; } = "notebooks";

    /// <summary>The README, which shows recorded numbers.</summary>
    public string Readme { get; init; } = "README.md";

    /// <summary>Makes the trainer for a device, with what is told of faulty image files; called only by commands that need libtorch or data.</summary>
    public required Func<string, FaultyImages, IRunExecutor> Executor { get; init; }

    /// <summary>The data sets that can be fetched.</summary>
    public IReadOnlyList<DatasetSource> DataSets { get; init; } = DatasetSources.All;

    /// <summary>Requested by Ctrl-C and by SIGTERM.</summary>
    public required CancellationToken Stop { get; init; }

    /// <summary>Clock of the progress lines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A console on <see cref="Output"/>; plain text, in wide lines, unless that is a terminal.</summary>
    public IAnsiConsole Console()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(Output),
        });
        if (!IsTerminal)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
