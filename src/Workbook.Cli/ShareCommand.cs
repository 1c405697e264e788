using System.CommandLine;
using Workbook.Reporting.Bundles;

namespace Workbook.Cli;

/// <summary><c>workbook share</c>: tables with all that they rest on, as one zip; trains nothing.</summary>
internal static class ShareCommand
{
    public static Command Create(CliHost host)
    {
        var tables = Options.Tables();
        var profile = Options.Profile();
        var output = new Option<string?>("--output") { Description = "The file to write [default: results/PROFILE/share.zip]", HelpName = "FILE.zip" };
        var predictions = new Option<bool>("--predictions")
        {
            Description = "Put in the test scores and detections that runs left on this machine, so that \"verify\" can evaluate them again",
        };
        var data = Options.Data();
        var command = new Command(
            "share",
            "Write report, tables, run records, executed notebooks and settings as one zip (an RO-Crate) that \"verify\" and sha256sum can check") { tables, profile, output, predictions, data };
        command.SetAction(result =>
        {
            var scale = Options.Chosen(result, profile);
            var path = result.GetValue(output) is { } file ? Path.GetFullPath(file) : Bundle.DefaultPath(host.Store, scale);
            if (Directory.Exists(path))
                throw new IOException($"{path} is a folder; --output takes the file to write.");
            foreach (var problem in Bundle.Write(path, host.Store, Options.Chosen(result, tables), scale, result.GetValue(predictions), result.GetValue(data)))
                host.Error.WriteLine($"workbook: {problem}");
            host.Output.WriteLine(path);
            return CommandLine.Success;
        });
        return command;
    }
}
