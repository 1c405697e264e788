using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting.Bundles;

/// <summary>Tables with all that they rest on, in one file to hand on: see <see cref="BundleVerification"/> for what who gets it can check.</summary>
public static class Bundle
{
    /// <summary>The file of a profile's bundle, <c>share.zip</c> in its folder.</summary>
    public static string DefaultPath(ResultStore store, Profile profile) => Path.Combine(store.ProfileFolder(profile), "share.zip");

    /// <summary>Writes a bundle, in full or not at all; the same results on the same machine give the same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="store">The results.</param>
    /// <param name="tables">The tables; at least one.</param>
    /// <param name="profile">The scale.</param>
    /// <param name="predictions">Whether to put in the predictions that runs left, with what they are held against.</param>
    /// <param name="dataFolder">Folder of the data sets, for <paramref name="predictions"/>; null for the usual places.</param>
    /// <returns>What could not be put in, in words.</returns>
    /// <exception cref="InvalidDataException">No run of these tables is recorded at this profile.</exception>
    /// <exception cref="IOException">The file cannot be written, or would be too large.</exception>
    public static IReadOnlyList<string> Write(
        string path, ResultStore store, IReadOnlyCollection<PaperTable> tables, Profile profile, bool predictions = false, string? dataFolder = null)
    {
        var content = store.Load(profile);
        var problems = content.Problems.ToList();
        PaperTable[] chosen = [.. PaperTables.All.Where(tables.Contains)];
        var records = BundleContent.RecordsOf(chosen, profile, content.Records);
        if (records.Count == 0)
            throw new InvalidDataException(
                $"No run of {string.Join(", ", chosen.Select(table => table.Id))} is recorded in {store.ProfileFolder(profile)}. \"workbook run\" trains them.");

        var environment = BundleEnvironment.Here(profile);
        List<BundleFile> files =
        [
            BundleFile.Of(BundleEnvironment.Name, JsonLayout.Write(environment.ToJson())),
            .. records.Select(stored => new BundleFile(BundleContent.Records + Path.GetFileName(stored.Path), File.ReadAllBytes(stored.Path))),
            .. BundleContent.Derived(chosen, environment, records),
            .. BundleContent.NotebooksOf(chosen).Select(name => (Name: name, Path: Path.Combine(store.ProfileFolder(profile), name)))
                .Where(notebook => File.Exists(notebook.Path)).Select(notebook => new BundleFile(notebook.Name, File.ReadAllBytes(notebook.Path))),
        ];
        if (predictions)
            files.AddRange(BundlePredictions.Collect(store, records, dataFolder, problems));
        var complete = BundleContent.Complete(chosen, environment, records, files);
        AtomicFile.Write(path, stream => StoredZip.Write(stream, complete));
        return problems;
    }

    /// <summary>The files of a bundle: a zip, or the folder that one was unpacked into.</summary>
    /// <exception cref="InvalidDataException">It is no bundle's zip, or the folder has what a bundle cannot have; the message says what and where.</exception>
    /// <exception cref="IOException">It is not there, cannot be read, or is too large.</exception>
    internal static IReadOnlyList<BundleFile> Read(string path) => Directory.Exists(path) ? ReadFolder(path) : ReadZip(path);

    private static IReadOnlyList<BundleFile> ReadZip(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: var length } && length > Array.MaxLength)
            throw new IOException($"{path} has {length:N0} bytes; a bundle has at most {Array.MaxLength:N0}.");
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith("PK\x3\x4"u8)
            ? StoredZip.Read(bytes)
            : throw new InvalidDataException("it is no zip: a bundle begins with the bytes 50 4b 03 04");
    }

    private static BundleFile[] ReadFolder(string path)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, MatchCasing = MatchCasing.CaseSensitive };
        var files = new List<BundleFile>();
        var left = (long)Array.MaxLength;
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos("*", options))
        {
            var name = Path.GetRelativePath(path, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (entry.LinkTarget is not null || !BundleFile.IsName(name))
                throw new InvalidDataException($"{name} is a link, or no name of a bundle's file: expected letters, digits, '.', '_' and '-'");
            if (entry is FileInfo file)
                files.Add((left -= file.Length) >= 0 ? new BundleFile(name, File.ReadAllBytes(file.FullName)) : throw new IOException($"{path} has more than {Array.MaxLength:N0} bytes."));
        }
        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }
}
