namespace Workbook.Data.Acquisition;

/// <summary>Fetches one file: transfer, check, unpacking, record.</summary>
internal sealed class FileFetcher(RemoteFile file, string folder, IFileOrigin origin, TransferSettings settings, IProgress<TransferProgress> progress)
{
    private readonly LocalFile _local = new(file, folder);

    /// <summary>Fetches the file unless it is there; every failure is in the result.</summary>
    public async Task<FetchedFile> FetchAsync(CancellationToken cancel)
    {
        try
        {
            var (outcome, detail) = await RunAsync(cancel);
            return new FetchedFile(file, outcome, _local.Target, detail);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new FetchedFile(file, FetchOutcome.Stopped, _local.Target, $"stopped after {ByteText.Of(_local.Bytes())}; the same command continues there");
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new FetchedFile(file, FetchOutcome.Failed, _local.Target, e.Message);
        }
    }

    private async Task<(FetchOutcome Outcome, string Detail)> RunAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var archive = new ArchiveInstallation(file, _local, settings, progress);
        if (archive.Finish())
            return (FetchOutcome.Fetched, "unpacked");
        switch (_local.State())
        {
            case FileState.Verified:
                return (FetchOutcome.AlreadyThere, "checked when it came");
            case FileState.Damaged:
                throw new InvalidDataException(FormattableString.Invariant(
                    $"'{_local.Target}': got {_local.Bytes()} bytes, expected {SumsRecord.Read(_local.Record).Size} as when it came. Delete it and fetch it again."));
            case FileState.Present:
                var (detail, record) = await new PresentFile(file, _local).CheckAsync(ReportChecked, cancel);
                record?.Write(_local.Record);
                return (FetchOutcome.AlreadyThere, detail);
        }
        var came = File.Exists(_local.Path) ? await CheckArchiveAsync(cancel) : await TransferAsync(cancel);
        var basis = FileCheck.Basis(file);
        if (file.Unpacks is null)
        {
            came.Write(_local.Record);
            return (FetchOutcome.Fetched, basis);
        }
        await Task.Run(() => archive.Install(came, cancel), cancel);
        return (FetchOutcome.Fetched, $"{basis}; unpacked");
    }

    private async Task<SumsRecord> TransferAsync(CancellationToken cancel)
    {
        using var partial = new PartialFile(_local.Partial);
        while (true)
        {
            var transfer = new FileTransfer(file, origin, partial, settings, progress);
            await transfer.RunAsync(cancel);
            var hashes = await FileHashes.ComputeAsync(partial.Rewind(), file.Checksums.Select(checksum => checksum.Kind), ReportChecked, cancel);
            if (FileCheck.Problem(file, hashes, _local.Record) is not { } problem)
            {
                var came = Came(partial.Length, hashes);
                partial.Complete(_local.Path);
                return came;
            }
            partial.Clear();
            if (!transfer.Continued)
                throw new InvalidDataException(
                    $"{origin.AddressOf(file)}: {problem} What came was deleted. Try once more; if it is the same again, name another copy with --from.");
        }
    }

    private async Task<SumsRecord> CheckArchiveAsync(CancellationToken cancel)
    {
        var hashes = await FileHashes.ComputeAsync(_local.Path, file.Checksums.Select(checksum => checksum.Kind), ReportChecked, cancel);
        return FileCheck.Problem(file, hashes, _local.Record) is { } problem
            ? throw new InvalidDataException($"'{_local.Path}': {problem} Delete it and fetch it again.")
            : Came(new FileInfo(_local.Path).Length, hashes);
    }

    private SumsRecord Came(long size, IReadOnlyDictionary<ChecksumKind, string> hashes) =>
        new(origin.AddressOf(file), size, hashes[ChecksumKind.Sha256], [(hashes[ChecksumKind.Sha256], file.FileName)]);

    private void ReportChecked(long bytes) => progress.Report(new TransferProgress(file, TransferStage.Checking, bytes, file.Size));
}
