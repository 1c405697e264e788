namespace Workbook.Data.Acquisition;

/// <summary>Where files come from: their publisher, a mirror, or a folder.</summary>
internal interface IFileOrigin
{
    /// <summary>Name of the place that a file comes from, for messages and to know partial files by.</summary>
    string AddressOf(RemoteFile file);

    /// <summary>Opens a file, from <paramref name="start"/> on if that is possible and the file still has the validator.</summary>
    /// <exception cref="TransientTransferException">Another attempt may succeed.</exception>
    /// <exception cref="IOException">None will; the message says what to do.</exception>
    Task<OpenedFile> OpenAsync(RemoteFile file, long start, string? validator, CancellationToken cancel);
}
