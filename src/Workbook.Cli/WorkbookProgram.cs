using Workbook.Machine;
using Workbook.Results;
using Workbook.Training;

namespace Workbook.Cli;

/// <summary>The program on this process's console, for the launcher and for scripts.</summary>
public static class WorkbookProgram
{
    /// <summary>Runs one command and returns the exit code.</summary>
    public static int Run(params string[] args)
    {
        var results = ResultsFolder.Find(AppContext.BaseDirectory, Environment.CurrentDirectory);
        using var signals = new StopSignals(Console.Error);
        var store = new ResultStore(results);
        return CommandLine.Run(args, new CliHost
        {
            Output = Console.Out,
            Error = Console.Error,
            IsTerminal = !Console.IsOutputRedirected,
            Store = store,
            Notebooks = Path.Combine(results, "..", "notebooks"),
            Readme = Path.GetFullPath(Path.Combine(results, "..", "README.md")),
            Executor = (device, faults) => new RunExecutor(RunEnvironment.Of(EnvironmentReport.Collect(), device), store, faults),
            Stop = signals.Token,
        });
    }

    /// <summary>Runs <c>workbook data get</c> for one data set, or another command of <c>workbook data</c> that <paramref name="args"/> begin with.</summary>
    /// <param name="dataSet">The data set's name.</param>
    /// <param name="args">What follows the name on the command line.</param>
    public static int RunData(string dataSet, string[] args) =>
        args is [var command, ..] && !command.StartsWith('-') ? Run(["data", command, dataSet, .. args[1..]]) : Run(["data", "get", dataSet, .. args]);
}
