using System.CommandLine;
using Workbook.Data;
using Workbook.Data.Acquisition;

namespace Workbook.Cli;

/// <summary>What the commands about data sets share.</summary>
internal static class DataOptions
{
    public static Option<string?> Folder() => new("--data") { Description = "Folder of the data sets [default: WORKBOOK_DATA, then ./data]", HelpName = "FOLDER" };

    public static Option<string[]> Only() => new("--only")
    {
        Description = "Only this part; may be repeated. \"workbook data list\" names the parts",
        HelpName = "PART",
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> Images() => new("--images")
    {
        Description = "imagenet-lt: your ImageNet folder, with train and val; says which of the listed images it lacks",
        HelpName = "FOLDER",
    };

    public static string Names(CliHost host) => string.Join(", ", host.DataSets.Select(source => source.Name));

    /// <summary>The folder asked for; without one, the first that holds anything of the set, or else the first.</summary>
    public static string FolderOf(DatasetSource source, string? asked)
    {
        var folders = DataFolders.Candidates(asked);
        return folders.FirstOrDefault(folder => FileStatus.Of(source.Files, folder).Any(status => status.State != FileState.Missing)) ?? folders[0];
    }

    /// <summary>Runs work of the library with progress on the terminal, or in lines.</summary>
    public static T Follow<T>(CliHost host, bool json, Func<IProgress<TransferProgress>, Task<T>> work) => host.IsTerminal && !json
        ? TerminalTransferProgress.Follow(host.Console(), work)
        : work(new PlainTransferProgress(json ? host.Error : host.Output, host.Time)).GetAwaiter().GetResult();
}
