namespace Workbook.Data.Acquisition;

/// <summary>Fetches data sets: several files at a time, each continued where it broke off, checked, and under its final name only when it is complete.</summary>
public static class DatasetFetcher
{
    /// <summary>Fetches what is missing of a data set.</summary>
    /// <param name="source">The data set.</param>
    /// <param name="folder">The data folder; it is created.</param>
    /// <param name="options">What and from where.</param>
    /// <param name="progress">Told how far each file is, from several threads.</param>
    /// <param name="cancel">Stops it; what came until then is kept, and the next call continues there.</param>
    /// <exception cref="Experiments.UnknownNameException">There is no such part.</exception>
    /// <exception cref="IOException">The disk is too small, or the folder to copy from does not exist.</exception>
    public static async Task<FetchReport> FetchAsync(
        DatasetSource source, string folder, FetchOptions options, IProgress<TransferProgress> progress, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Jobs, 1);
        var files = source.FilesOf(options.Parts);
        FreeDisk.Require(folder, NeededBytes(files, folder, options.Jobs), source.Title, options.Settings);

        var origin = Origin(options);
        using var closing = origin as IDisposable;
        var fetched = new FetchedFile[files.Count];
        await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, async (i, _) =>
        {
            fetched[i] = await new FileFetcher(files[i], folder, origin, options.Settings, progress).FetchAsync(cancel);
            progress.Report(new TransferProgress(files[i], TransferStage.Ended, fetched[i].IsThere ? 1 : 0, 1, fetched[i].Detail));
        });

        var report = new FetchReport(fetched, null, null);
        var (content, problem) = source.TryCheckContent(folder, report.IsComplete && files.Count == source.Files.Count);
        return report with { Content = content, Problem = problem };
    }

    /// <summary>
    /// Bytes that fetching writes at most, as far as sizes are published: files, unpacked archives (images do not shrink when packed), and as many archives
    /// as are unpacked at a time.
    /// </summary>
    internal static long NeededBytes(IReadOnlyList<RemoteFile> files, string folder, int jobs)
    {
        static long Size(RemoteFile file) => file.Size ?? file.RoughSize ?? 0;
        var pending = FileStatus.Of(files, folder).Where(status => status.State is FileState.Missing or FileState.Partial).ToArray();
        var archives = pending.Where(status => status.File.Unpacks is not null).Select(status => Size(status.File)).OrderDescending().Take(jobs).Sum();
        return Math.Max(0, archives + pending.Sum(status => Size(status.File) - status.Bytes));
    }

    private static IFileOrigin Origin(FetchOptions options)
    {
        if (options.From is null)
            return new HttpOrigin(mirror: null, options.Settings);
        if (Uri.TryCreate(options.From, UriKind.Absolute, out var address) && address!.Scheme is "http" or "https")
            return new HttpOrigin(new Uri(options.From.TrimEnd('/') + "/"), options.Settings);
        if (!Directory.Exists(options.From))
            throw new DirectoryNotFoundException($"'{options.From}' is neither a folder nor an http(s) address; --from names where copies of the files are.");
        return new FolderOrigin(Path.GetFullPath(options.From));
    }
}
