using Workbook.Cli;
using Workbook.Machine;
using Workbook.Results;
using Workbook.Training;

var results = ResultsFolder.Find(AppContext.BaseDirectory, Environment.CurrentDirectory);
using var signals = new StopSignals(Console.Error);
return CommandLine.Run(args, new CliHost
{
    Output = Console.Out,
    Error = Console.Error,
    IsTerminal = !Console.IsOutputRedirected,
    Store = new ResultStore(results),
    Notebooks = Path.Combine(results, "..", "notebooks"),
    Executor = device => new RunExecutor(RunEnvironment.Of(EnvironmentReport.Collect(), device)),
    Stop = signals.Token,
});
