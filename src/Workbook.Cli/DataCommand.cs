using System.CommandLine;

namespace Workbook.Cli;

/// <summary><c>workbook data</c>: gets or draws data sets and looks after them.</summary>
internal static class DataCommand
{
    public static Command Create(CliHost host) => new("data", "Get data sets or draw synthetic ones, check them, and say what is there")
    {
        DataListCommand.Create(host),
        DataGetCommand.Create(host),
        DataVerifyCommand.Create(host),
        DataSynthesizeCommand.Create(host),
    };
}
