using System.CommandLine;
using Workbook.Reporting;
using Workbook.Results;

namespace Workbook.Cli;

/// <summary><c>workbook report</c>: tables as one HTML file from the records that are there; trains nothing.</summary>
internal static class ReportCommand
{
    public static Command Create(CliHost host)
    {
        var tables = Options.Tables();
        var profile = Options.Profile();
        var output = new Option<string?>("--output")
        {
            Description = "The file to write [default: results/PROFILE/report.html]",
            HelpName = "FILE",
        };
        var command = new Command("report", "Write the recorded tables, with claims, figures and the origin of every run, as one HTML file to read or hand on")
        {
            tables, profile, output,
        };
        command.SetAction(result =>
        {
            var scale = Options.Chosen(result, profile);
            var path = result.GetValue(output) is { } file ? Path.GetFullPath(file) : Report.DefaultPath(host.Store, scale);
            if (Directory.Exists(path))
                throw new IOException($"{path} is a folder; --output takes the file to write.");
            Report.Build(Options.Chosen(result, tables), scale, host.Store.Load(scale), TrainingCode.Versions).Save(path);
            host.Output.WriteLine(path);
            return CommandLine.Success;
        });
        return command;
    }
}
