using System.CommandLine;
using Workbook.Reporting.Bundles;

namespace Workbook.Cli;

/// <summary><c>workbook verify</c>: whether a bundle is as it was written, and follows from its records and predictions.</summary>
internal static class VerifyCommand
{
    public static Command Create(CliHost host)
    {
        var bundle = new Argument<string>("bundle") { Description = "A zip of \"workbook share\", or the folder that one was unpacked into" };
        var command = new Command("verify", "Check a shared bundle: every byte, and that tables, report and metrics follow from its records. Exit code 1 where something does not hold")
        {
            bundle,
        };
        command.SetAction(result =>
        {
            var verification = BundleVerification.Of(result.GetRequiredValue(bundle));
            foreach (var line in verification.Checks.SelectMany(check => check.Lines()))
                host.Output.WriteLine(line);
            host.Output.WriteLine(BundleVerification.Limits);
            return verification.Holds ? CommandLine.Success : CommandLine.Failure;
        });
        return command;
    }
}
