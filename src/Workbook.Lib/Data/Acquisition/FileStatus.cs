namespace Workbook.Data.Acquisition;

/// <summary>What there is of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="State">Its state.</param>
/// <param name="Bytes">Bytes of the file, or of the part that is there; 0 for an unpacked folder.</param>
/// <param name="WasFetched">Whether it was fetched once, even if it is gone.</param>
/// <param name="Path">Where it is, or would be.</param>
public sealed record FileStatus(RemoteFile File, FileState State, long Bytes, bool WasFetched, string Path)
{
    /// <summary>The states of files of a set in a data folder.</summary>
    /// <exception cref="InvalidDataException">A record of checksums is damaged.</exception>
    public static IReadOnlyList<FileStatus> Of(IEnumerable<RemoteFile> files, string folder) => [.. files.Select(file =>
    {
        var local = new LocalFile(file, folder);
        return new FileStatus(file, local.State(), local.Bytes(), System.IO.File.Exists(local.Record), local.Target);
    })];
}
