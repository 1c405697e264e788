namespace Workbook.Data.Acquisition;

/// <summary>Reads the files of a data set again and holds them against what is published, or was recorded when they came.</summary>
public static class DatasetVerifier
{
    private const int MostExamples = 5;

    /// <summary>Checks files of a set in a data folder.</summary>
    /// <param name="source">The set.</param>
    /// <param name="files">The files.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="progress">Told of the bytes read.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<VerifyReport> VerifyAsync(
        DatasetSource source, IReadOnlyList<RemoteFile> files, string folder, IProgress<TransferProgress> progress, CancellationToken cancel)
    {
        var verified = new List<VerifiedFile>();
        foreach (var file in files)
        {
            var local = new LocalFile(file, folder);
            var (outcome, detail) = await VerifyAsync(file, local, Report, cancel);
            progress.Report(new TransferProgress(file, TransferStage.Ended, outcome is VerifyOutcome.Intact or VerifyOutcome.Unchecked ? 1 : 0, 1, detail));
            verified.Add(new VerifiedFile(file, outcome, local.Target, detail));

            void Report(long bytes) => progress.Report(new TransferProgress(file, TransferStage.Checking, bytes, file.Size));
        }
        var report = new VerifyReport(source, folder, verified, null, null);
        var (content, problem) = source.TryCheckContent(folder, report.IsIntact && files.Count == source.Files.Count);
        return report with { Content = content, Problem = problem };
    }

    /// <summary>Looks for the images that a set lists in the user's image folder.</summary>
    /// <exception cref="IOException">A list is not there.</exception>
    /// <exception cref="InvalidDataException">A list is damaged, or the set lists no images.</exception>
    public static ImageFolderReport CheckImages(DatasetSource source, string folder, string images)
    {
        if (source.ImageLists.Count == 0)
            throw new InvalidDataException($"--images: {source.Title} brings its own images; only sets that list images of another set can be checked against a folder.");
        if (!Directory.Exists(images))
            throw new DirectoryNotFoundException($"--images: '{images}' is not a folder.");
        return ImageFolderReport.Of(source.ImageLists.Select(list => new LocalFile(list, folder).Target), images);
    }

    private static async Task<(VerifyOutcome Outcome, string Detail)> VerifyAsync(RemoteFile file, LocalFile local, Action<long> progress, CancellationToken cancel)
    {
        try
        {
            switch (local.State())
            {
                case FileState.Missing:
                    return File.Exists(local.Record) ? (VerifyOutcome.Missing, "was there once; fetch it again") : (VerifyOutcome.Missing, "not fetched");
                case FileState.Partial:
                    return (VerifyOutcome.Missing, $"{ByteText.Of(local.Bytes())} have come; fetching continues there");
                case FileState.Present:
                    var (detail, _) = await new PresentFile(file, local).CheckAsync(progress, cancel);
                    return (file.Unpacks is null && file.Checksums.Count > 0 ? VerifyOutcome.Intact : VerifyOutcome.Unchecked, detail);
                default:
                    return await CompareAsync(SumsRecord.Read(local.Record), local, progress, cancel);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (VerifyOutcome.Damaged, e.Message);
        }
    }

    private static async Task<(VerifyOutcome Outcome, string Detail)> CompareAsync(SumsRecord came, LocalFile local, Action<long> progress, CancellationToken cancel)
    {
        var (problems, count, bytes) = (new List<string>(), 0, 0L);
        foreach (var (sha256, path) in came.Files)
        {
            var problem = await ProblemAsync(Path.Combine(local.Folder, path), sha256);
            if (problem is null)
                continue;
            count++;
            if (problems.Count < MostExamples)
                problems.Add(problem);
        }
        if (count == 0)
            return (VerifyOutcome.Intact, FormattableString.Invariant($"{came.Files.Count} {(came.Files.Count == 1 ? "file as when it" : "files as when they")} came"));
        return (VerifyOutcome.Damaged, FormattableString.Invariant($"{count} of {came.Files.Count} files are not as when they came: {string.Join("; ", problems)}")
            + $"{(count > problems.Count ? "; ..." : "")}. Delete '{local.Target}' and fetch it again.");

        async Task<string?> ProblemAsync(string path, string expected)
        {
            if (!File.Exists(path))
                return $"'{path}' is missing";
            var length = new FileInfo(path).Length;
            if (path == local.Path && length != came.Size)
                return FormattableString.Invariant($"'{path}' has {length} bytes, expected {came.Size}");
            var hashes = await FileHashes.ComputeAsync(path, [], position => progress(bytes + position), cancel);
            bytes += length;
            return hashes[ChecksumKind.Sha256] == expected ? null : $"'{path}' has SHA-256 {hashes[ChecksumKind.Sha256]}, expected {expected}";
        }
    }
}
