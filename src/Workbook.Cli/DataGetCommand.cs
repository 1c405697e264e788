using System.CommandLine;
using System.Globalization;
using Workbook.Data;
using Workbook.Data.Acquisition;

namespace Workbook.Cli;

/// <summary><c>workbook data get</c>: fetches what is missing of a data set.</summary>
internal static class DataGetCommand
{
    public static Command Create(CliHost host)
    {
        var name = new Argument<string>("name") { Description = $"Data set ({DataOptions.Names(host)})" };
        var to = new Option<string?>("--to") { Description = "Folder of the data sets; created if need be [default: WORKBOOK_DATA, else ./data]", HelpName = "FOLDER" };
        var from = new Option<string?>("--from")
        {
            Description = "Where copies are: a folder, or the http(s) address of a mirror, with the files under their own names [default: the publishers]",
            HelpName = "FOLDER|ADDRESS",
        };
        var only = DataOptions.Only();
        var jobs = new Option<int>("--jobs") { Description = "Files fetched at a time", HelpName = "N", DefaultValueFactory = _ => 4 };
        jobs.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1))
                result.AddError($"--jobs {text}: expected a number of at least 1.");
        });
        var images = DataOptions.Images();
        var json = Options.Json();
        var command = new Command(
            "get",
            "Fetch what is missing of a data set, check it and unpack it; archives are deleted when they are unpacked. Ctrl-C stops; the same command continues where it "
            + "stopped. A file has its final name only when it is complete.")
        {
            name, to, from, only, jobs, images, json,
        };
        command.SetAction(result =>
        {
            var source = DatasetSources.Named(result.GetRequiredValue(name), host.DataSets);
            var folder = DataFolders.Candidates(result.GetValue(to))[0];
            var options = new FetchOptions { From = result.GetValue(from), Parts = result.GetRequiredValue(only), Jobs = result.GetValue(jobs) };
            var report = DataOptions.Follow(host, result.GetValue(json), progress => DatasetFetcher.FetchAsync(source, folder, options, progress, host.Stop));
            var found = result.GetValue(images) is { } asked && report.IsComplete ? DatasetVerifier.CheckImages(source, folder, asked) : null;
            return Write(host, source, report, found, result.GetValue(json));
        });
        return command;
    }

    private static int Write(CliHost host, DatasetSource source, FetchReport report, ImageFolderReport? images, bool json)
    {
        if (json)
            host.Output.Write(AcquisitionJson.Fetched(source, report, images));
        else
            WriteText(host.Output, source, report, images);

        foreach (var file in report.Files.Where(file => file.Outcome == FetchOutcome.Failed))
            host.Error.WriteLine($"workbook: {file.File.FileName}: {file.Detail}");
        if (report.Problem is not null)
            host.Error.WriteLine($"workbook: {report.Problem}");
        if (report.Files.Any(file => file.Outcome == FetchOutcome.Stopped))
            host.Error.WriteLine("workbook: stopped on request; the same command continues where it stopped.");
        return report.IsComplete && images?.Missing is null or 0 ? CommandLine.Success : CommandLine.Failure;
    }

    private static void WriteText(TextWriter output, DatasetSource source, FetchReport report, ImageFolderReport? images)
    {
        foreach (var file in report.Files.Where(file => file.IsThere))
            output.WriteLine($"{file.Path}: {(file.Outcome == FetchOutcome.Fetched ? "fetched" : "already there")}, {file.Detail}");
        foreach (var line in new[] { report.Content, source.Note, images?.ToString() }.OfType<string>())
            output.WriteLine(line);
    }
}
