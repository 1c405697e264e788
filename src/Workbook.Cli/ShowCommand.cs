using System.CommandLine;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary><c>workbook show</c>: a table from the records that are there; trains nothing.</summary>
internal static class ShowCommand
{
    public static Command Create(CliHost host)
    {
        var table = Options.Table();
        var profile = Options.Profile();
        var json = Options.Json();
        var command = new Command("show", "Show a table from the recorded runs, the published numbers beside them") { table, profile, json };
        command.SetAction(result =>
        {
            var scale = Options.Chosen(result, profile);
            var report = TableReport.Build(result.GetRequiredValue(table), scale, host.Store.Load(scale), TrainingCode.Versions);
            if (result.GetValue(json))
                host.Output.Write(report.ToJson());
            else
                ReportView.Write(host.Console(), report);
            return CommandLine.Success;
        });
        return command;
    }
}
