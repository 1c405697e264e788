using System.CommandLine;
using Workbook.Kernel.Jupyter;

namespace Workbook.Cli;

/// <summary><c>workbook kernel install</c>: makes the kernel known to Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    public static Command Create(CliHost host) => new("kernel", "The Jupyter kernel that runs the notebooks in Jupyter, VS Code and nbconvert") { CreateInstall(host) };

    private static Command CreateInstall(CliHost host)
    {
        var name = new Option<string>("--name")
        {
            Description = "Name of the kernel; notebooks of C# name .net-csharp",
            DefaultValueFactory = _ => KernelSpec.DefaultName,
        };
        var prefix = new Option<string?>("--prefix")
        {
            Description = "Write to PREFIX/share/jupyter, for every user of this machine or of an environment [default: this user's Jupyter folder]",
            HelpName = "FOLDER",
        };
        var command = new Command("install", "Write the kernelspec, a file by which Jupyter finds the kernel; it names the program of this checkout") { name, prefix };
        command.SetAction(result =>
        {
            try
            {
                host.Output.WriteLine(KernelSpec.Install(result.GetRequiredValue(name), result.GetValue(prefix)));
                return CommandLine.Success;
            }
            catch (ArgumentException problem)
            {
                host.Error.WriteLine($"workbook: {problem.Message}");
                return CommandLine.Usage;
            }
        });
        return command;
    }
}
