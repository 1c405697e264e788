using System.Globalization;
using Workbook.Results;

namespace Workbook.Data.Acquisition;

/// <summary>
/// What has been transferred of a file, <c>NAME.part</c>, and beside it in <c>NAME.part.origin</c> where it comes from, the validator of that version and its
/// length: only the same version is ever continued.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _path;
    private readonly string _originPath;
    private readonly FileStream _stream;

    /// <exception cref="IOException">Another process is at it.</exception>
    public PartialFile(string path)
    {
        (_path, _originPath) = (path, OriginPath(path));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new IOException($"'{path}' is in use: another process is fetching it. Wait for that one, or stop it.", e);
        }
        var lines = File.Exists(_originPath) ? File.ReadAllLines(_originPath) : [];
        if (lines.Length == 3)
        {
            Address = lines[0];
            Validator = lines[1].Length > 0 ? lines[1] : null;
            Total = long.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;
        }
        _stream.Position = _stream.Length;
    }

    /// <summary>Where it is.</summary>
    public string FullPath => _path;

    /// <summary>Bytes that are there.</summary>
    public long Length => _stream.Length;

    /// <summary>Where they come from; null where that is unknown.</summary>
    public string? Address { get; private set; }

    /// <summary>Validator of the version; null where it has none.</summary>
    public string? Validator { get; private set; }

    /// <summary>Length of the whole file; null where unknown.</summary>
    public long? Total { get; private set; }

    public static string OriginPath(string path) => path + ".origin";

    /// <summary>Starts over with a version of the file.</summary>
    public void Restart(string address, string? validator, long? total)
    {
        Truncate();
        (Address, Validator, Total) = (address, validator, total);
        AtomicFile.Write(_originPath, string.Create(CultureInfo.InvariantCulture, $"{address}\n{validator}\n{total}\n"));
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Truncate();
        File.Delete(_originPath);
        (Address, Validator, Total) = (null, null, null);
    }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => _stream.WriteAsync(bytes, cancel);

    /// <summary>The bytes, from the first on.</summary>
    public Stream Rewind()
    {
        _stream.Position = 0;
        return _stream;
    }

    /// <summary>Gives the file its final name, after everything is on the disk.</summary>
    public void Complete(string final)
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_path, final, overwrite: false);
        File.Delete(_originPath);
    }

    /// <summary>Deletes what is there.</summary>
    public void Delete()
    {
        File.Delete(_path);
        File.Delete(_originPath);
    }

    /// <summary>Keeps what is there, unless that is nothing.</summary>
    public void Dispose()
    {
        var isEmpty = _stream.CanRead && _stream.Length == 0;
        _stream.Dispose();
        if (isEmpty)
            Delete();
    }

    private void Truncate()
    {
        _stream.SetLength(0);
        _stream.Position = 0;
    }
}
