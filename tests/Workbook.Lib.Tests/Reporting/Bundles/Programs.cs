using System.Diagnostics;

namespace Workbook.Tests.Reporting.Bundles;

/// <summary>Programs of the machine.</summary>
internal static class Programs
{
    /// <summary>Runs one to its end and gives its exit code and output.</summary>
    public static (int Code, string Output) Run(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
