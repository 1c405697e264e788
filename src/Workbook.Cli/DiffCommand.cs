using System.CommandLine;
using Workbook.Reporting.Diff;

namespace Workbook.Cli;

/// <summary><c>workbook diff</c>: in what two sets of results differ.</summary>
internal static class DiffCommand
{
    public static Command Create(CliHost host)
    {
        const string Kinds = "A bundle (share.zip), a report (report.html) or a results folder (results/mini)";
        var first = new Argument<string>("a") { Description = Kinds };
        var second = new Argument<string>("b") { Description = "Another" };
        var command = new Command(
            "diff",
            "Compare two sets of results row by row: metrics with the interval of their difference, verdicts, settings and machines. Exit codes as diff has them: 0 no "
            + "difference, 1 some, 2 one of the two cannot be read") { first, second };
        command.SetAction(result =>
        {
            try
            {
                var diff = ResultDiff.Between(ResultSet.Read(result.GetRequiredValue(first)), ResultSet.Read(result.GetRequiredValue(second)));
                foreach (var line in diff.Lines())
                    host.Output.WriteLine(line);
                return diff.IsSame ? CommandLine.Success : CommandLine.Failure;
            }
            catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                host.Error.WriteLine($"workbook: {problem.Message}");
                return CommandLine.Usage;
            }
        });
        return command;
    }
}
