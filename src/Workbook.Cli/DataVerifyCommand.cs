using System.CommandLine;
using Workbook.Data.Acquisition;

namespace Workbook.Cli;

/// <summary><c>workbook data verify</c>: reads data sets again and checks them.</summary>
internal static class DataVerifyCommand
{
    public static Command Create(CliHost host)
    {
        var name = new Argument<string?>("name")
        {
            Description = $"Data set ({DataOptions.Names(host)}); whatever was fetched where none is named",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = DataOptions.Folder();
        var only = DataOptions.Only();
        var images = DataOptions.Images();
        var json = Options.Json();
        var command = new Command(
            "verify",
            "Read the files again and check them: checksums as published, or as they were when the files came. Exit code 0: all are intact, and none of a named "
            + "set is missing")
        {
            name, folder, only, images, json,
        };
        command.SetAction(result =>
        {
            var named = result.GetValue(name);
            var sources = named is null ? host.DataSets : [DatasetSources.Named(named, host.DataSets)];
            var sets = DataOptions.Follow(host, result.GetValue(json), async progress =>
            {
                var verified = new List<VerifyReport>();
                foreach (var source in sources)
                {
                    var place = DataOptions.FolderOf(source, result.GetValue(folder));
                    verified.Add(await DatasetVerifier.VerifyAsync(source, Chosen(source, place), place, progress, host.Stop));
                }
                return verified;
            });
            var found = result.GetValue(images) is { } asked ? DatasetVerifier.CheckImages(sets[0].Source, sets[0].Folder, asked) : null;
            return Write(host, [.. sets.Where(set => set.Files.Count > 0)], found, result.GetValue(json));

            IReadOnlyList<RemoteFile> Chosen(DatasetSource source, string place) => named is not null
                ? source.FilesOf(result.GetRequiredValue(only))
                : [.. FileStatus.Of(source.Files, place).Where(status => status.State != FileState.Missing || status.WasFetched).Select(status => status.File)];
        });
        return command;
    }

    private static int Write(CliHost host, VerifyReport[] sets, ImageFolderReport? images, bool json)
    {
        if (json)
        {
            host.Output.Write(AcquisitionJson.Verified(sets, images));
        }
        else
        {
            foreach (var file in sets.SelectMany(set => set.Files))
                host.Output.WriteLine($"{file.Path}: {file.Outcome.ToString().ToLowerInvariant()}, {file.Detail}");
            foreach (var content in sets.Select(set => set.Content).OfType<string>())
                host.Output.WriteLine(content);
            if (sets.Length == 0)
                host.Output.WriteLine("No data set was fetched yet; \"workbook data get NAME\" fetches one.");
            if (images is not null)
                host.Output.WriteLine(images);
        }
        foreach (var problem in sets.Select(set => set.Problem).OfType<string>())
            host.Error.WriteLine($"workbook: {problem}");
        return sets.All(set => set.IsIntact) && images?.Missing is null or 0 ? CommandLine.Success : CommandLine.Failure;
    }
}
