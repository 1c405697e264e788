using System.Globalization;

namespace Workbook.Data.Acquisition;

/// <summary>Copies in a folder: under their paths of a data folder, or under their names.</summary>
internal sealed class FolderOrigin(string folder) : IFileOrigin
{
    public string AddressOf(RemoteFile file)
    {
        var path = Path.Combine(folder, file.Path);
        return File.Exists(path) ? path : Path.Combine(folder, file.FileName);
    }

    public Task<OpenedFile> OpenAsync(RemoteFile file, long start, string? validator, CancellationToken cancel)
    {
        var path = AddressOf(file);
        if (!File.Exists(path))
            throw new FileNotFoundException(
                $"'{folder}' has neither {file.Path} nor {file.FileName}; put a copy there, or fetch it without --from: {file.Address}", path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var now = string.Create(CultureInfo.InvariantCulture, $"{stream.Length} {File.GetLastWriteTimeUtc(path).Ticks}");
        if (validator != now || start > stream.Length)
            start = 0;
        stream.Position = start;
        return Task.FromResult(new OpenedFile(stream, start, stream.Length, now));
    }
}
