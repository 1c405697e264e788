namespace Workbook.Data.Acquisition;

/// <summary>
/// Puts the content of a fetched archive in its place: it is unpacked into <c>NAME.unpacking</c>, where its record is written last; then moved and recorded, and the
/// archive deleted. Whenever that is interrupted, it goes on from there.
/// </summary>
internal sealed class ArchiveInstallation(RemoteFile file, LocalFile local, TransferSettings settings, IProgress<TransferProgress> progress)
{
    private string Content => Path.Combine(local.Unpacking, "content");

    private string Unpacked => Path.Combine(Content, file.Unpacks!);

    private string UnpackedRecord => Path.Combine(local.Unpacking, "complete");

    /// <summary>Unpacks the archive that came.</summary>
    /// <exception cref="InvalidDataException">It is no whole archive, or not of what it should be.</exception>
    public void Install(SumsRecord came, CancellationToken cancel)
    {
        try
        {
            Discard();
            Directory.CreateDirectory(Content);
            using var archive = new FileStream(local.Path, FileMode.Open, FileAccess.Read, FileShare.None);
            (came with { Files = Unpack(archive, cancel) }).Write(UnpackedRecord);
        }
        catch
        {
            Discard();
            throw;
        }
        Finish();
    }

    /// <summary>Moves what is unpacked completely to its place; false where there is nothing to do.</summary>
    public bool Finish()
    {
        if (!Directory.Exists(local.Unpacking))
            return false;
        if (File.Exists(UnpackedRecord))
        {
            if (Path.Exists(Unpacked))
                Directory.Move(Unpacked, local.Target);
            File.Move(UnpackedRecord, local.Record, overwrite: true);
        }
        else if (local.State() != FileState.Verified)
        {
            return false;
        }
        File.Delete(local.Path);
        Discard();
        return true;
    }

    private (string Sha256, string Path)[] Unpack(FileStream archive, CancellationToken cancel)
    {
        var (done, total) = (0L, (long?)null);
        var unpacker = new ArchiveUnpacker(archive, Content, Report, cancel);
        total = unpacker.DeclaredBytes();
        FreeDisk.Require(local.Folder, total ?? archive.Length, $"unpacking {file.FileName}", settings);
        var files = unpacker.Unpack();

        var tops = files.Select(unpacked => unpacked.Path.Split('/')[0]).Distinct().ToArray();
        var top = tops.Contains(file.Unpacks) ? file.Unpacks! : tops is [var only] ? only : throw new InvalidDataException(
            $"'{local.Path}' holds {string.Join(", ", tops)}, expected {file.Unpacks}. It is not the published archive: delete it and fetch it from another place.");
        if (top != file.Unpacks)
            Directory.Move(Path.Combine(Content, top), Unpacked);
        return [.. files.Where(unpacked => unpacked.Path == top || unpacked.Path.StartsWith(top + "/", StringComparison.Ordinal))
            .Select(unpacked => (unpacked.Sha256, file.Unpacks + unpacked.Path[top.Length..]))];

        void Report(int bytes) => progress.Report(new TransferProgress(file, TransferStage.Unpacking, done += bytes, total));
    }

    private void Discard()
    {
        if (Directory.Exists(local.Unpacking))
            Directory.Delete(local.Unpacking, recursive: true);
    }
}
