using System.CommandLine;
using Spectre.Console;
using Workbook.Data.Acquisition;

namespace Workbook.Cli;

/// <summary><c>workbook data list</c>: the data sets, and what there is of them.</summary>
internal static class DataListCommand
{
    public static Command Create(CliHost host)
    {
        var names = new Argument<string[]>("names") { Description = $"Data sets ({DataOptions.Names(host)}); all where none is named", Arity = ArgumentArity.ZeroOrMore };
        var folder = DataOptions.Folder();
        var json = Options.Json();
        var command = new Command("list", "List the data sets that can be fetched: files, sizes, what is there, and where") { names, folder, json };
        command.SetAction(result =>
        {
            var sources = result.GetValue(names) is { Length: > 0 } named ? named.Distinct().Select(name => DatasetSources.Named(name, host.DataSets)) : host.DataSets;
            var sets = sources.Select(source =>
                (Source: source, Files: FileStatus.Of(source.Files, DataOptions.FolderOf(source, result.GetValue(folder))))).ToArray();
            if (result.GetValue(json))
                host.Output.Write(AcquisitionJson.List(sets));
            else
                Write(host.Console(), sets);
            return CommandLine.Success;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, (DatasetSource Source, IReadOnlyList<FileStatus> Files)[] sets)
    {
        foreach (var (source, files) in sets)
        {
            console.Write(new Text($"{source.Name}  {source.Title}\n", new Style(decoration: Decoration.Bold)));
            console.Write(new Text($"{source.Site}\n"));
            var table = new Table().Border(TableBorder.Simple).AddColumns("Part", "File").AddColumn(new TableColumn("Size").RightAligned()).AddColumns("State", "Where");
            foreach (var status in files)
                table.AddRow(new Text(status.File.Part), new Text(status.File.FileName), new Text(Size(status.File)), new Text(State(status)), new Text(status.Path));
            console.Write(table);
            if (source.Note is { } note)
                console.Write(new Text(note + "\n"));
            console.WriteLine();
        }
    }

    private static string Size(RemoteFile file) => file switch
    {
        { Size: { } size } => ByteText.Of(size),
        { RoughSize: { } size } => $"about {ByteText.Of(size)}",
        _ => "not published",
    };

    private static string State(FileStatus status) => status.State switch
    {
        FileState.Partial => $"partial, {ByteText.Of(status.Bytes)}",
        FileState.Present => "present, not checked",
        FileState.Damaged => $"damaged, {ByteText.Of(status.Bytes)}",
        var state => state.ToString().ToLowerInvariant(),
    };
}
