namespace Workbook.Data.Acquisition;

/// <summary>A file that came in another way, without a record: it is checked as far as anything is published, and never overwritten or deleted.</summary>
internal sealed class PresentFile(RemoteFile file, LocalFile local)
{
    /// <summary>Checks it; says how, and what to record where it is one plain file.</summary>
    /// <exception cref="InvalidDataException">It is not the published file.</exception>
    public async Task<(string Detail, SumsRecord? Record)> CheckAsync(Action<long> progress, CancellationToken cancel)
    {
        if (file.Unpacks is not null)
            return (CheckUnpacked(), null);
        var size = new FileInfo(local.Target).Length;
        if (file.Size is { } expected && size != expected)
            throw Wrong(FormattableString.Invariant($"got {size} bytes, expected {expected}."));
        var hashes = await FileHashes.ComputeAsync(local.Target, file.Checksums.Select(checksum => checksum.Kind), progress, cancel);
        if (FileCheck.Problem(file, hashes, local.Record) is { } problem)
            throw Wrong(problem);
        var sha256 = hashes[ChecksumKind.Sha256];
        return (FileCheck.Basis(file), new SumsRecord(local.Target, size, sha256, [(sha256, file.FileName)]));
    }

    private string CheckUnpacked()
    {
        if (file.UnpackedFiles is not { } expected || File.Exists(local.Target))
            return "not checked: it came in another way";
        var got = Directory.EnumerateFiles(local.Target, "*", SearchOption.AllDirectories).Count();
        return got == expected
            ? FormattableString.Invariant($"{got} files; their content is not checked, as they came in another way")
            : throw Wrong(FormattableString.Invariant($"got {got} files, expected {expected}."));
    }

    private InvalidDataException Wrong(string what) =>
        new($"'{local.Target}' came in another way and is not the published one: {what} Move it away, then fetch again.");
}
