using System.CommandLine;
using Workbook.Reporting;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary><c>workbook docs</c>: the committed tables and the README's numbers, made again from what is recorded.</summary>
internal static class DocsCommand
{
    public static Command Create(CliHost host)
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; name each file that is out of date and exit with 1 if there is one" };
        var command = new Command("docs", "Write the tables from the recorded runs, and the README's numbers from the files under results/; trains nothing") { check };
        command.SetAction(result => Execute(host, result.GetValue(check)));
        return command;
    }

    private static int Execute(CliHost host, bool isCheck)
    {
        var files = GeneratedFiles.Of(host.Store, host.Readme, TrainingCode.Versions);
        var stale = files.Where(file => file.IsStale).ToHashSet();
        foreach (var file in files)
        {
            if (stale.Contains(file) && !isCheck)
                file.Write();
            host.Output.WriteLine($"{file.Path}: {(!stale.Contains(file) ? "up to date" : isCheck ? "out of date" : "written")}");
        }
        if (!isCheck || stale.Count == 0)
            return CommandLine.Success;
        host.Error.WriteLine($"workbook: {stale.Count} of {files.Count} files are out of date; \"workbook docs\" writes them.");
        return CommandLine.Failure;
    }
}
