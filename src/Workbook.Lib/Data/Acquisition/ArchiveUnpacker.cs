using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Workbook.Data.Acquisition;

/// <summary>Unpacks .zip and .tar.gz archives of plain files, hashing what it writes.</summary>
/// <param name="archive">The archive.</param>
/// <param name="into">The folder that gets its content.</param>
/// <param name="progress">Told of the bytes of each write.</param>
/// <param name="cancel">Stops it.</param>
internal sealed class ArchiveUnpacker(FileStream archive, string into, Action<int> progress, CancellationToken cancel)
{
    private readonly byte[] _buffer = new byte[1 << 17];
    private readonly List<(string Sha256, string Path)> _files = [];

    /// <summary>Unpacked bytes as the archive declares them; null where it does not (.tar.gz).</summary>
    /// <exception cref="InvalidDataException">It is no archive.</exception>
    public long? DeclaredBytes() => Read<long?>(() =>
    {
        if (!IsZip)
            return null;
        using var zip = OpenZip();
        return zip.Entries.Sum(entry => entry.Length);
    });

    /// <summary>Unpacks everything and returns the files with their paths in the archive.</summary>
    /// <exception cref="InvalidDataException">
    /// The archive is damaged, or has an entry that is no plain file or would be written elsewhere; nothing counts then.
    /// </exception>
    public IReadOnlyList<(string Sha256, string Path)> Unpack() => Read(() =>
    {
        if (IsZip)
            UnpackZip();
        else
            UnpackTar();
        return _files;
    });

    private bool IsZip => archive.Name.EndsWith(".zip", StringComparison.Ordinal);

    private T Read<T>(Func<T> read)
    {
        archive.Position = 0;
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"'{archive.Name}' cannot be unpacked: {e.Message} Delete it and fetch it again.", e);
        }
    }

    private ZipArchive OpenZip() => new(archive, ZipArchiveMode.Read, leaveOpen: true);

    private void UnpackZip()
    {
        using var zip = OpenZip();
        foreach (var entry in zip.Entries)
        {
            // A symbolic link is a zip entry with its target as content and 0120000 in the upper half of the attributes.
            if (((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000)
                throw Refused(entry.FullName, "is a link");
            var path = SafePath(entry.FullName);
            if (entry.FullName.EndsWith('/'))
                continue;
            using var content = entry.Open();
            Write(path, entry.FullName, content);
        }
    }

    private void UnpackTar()
    {
        using var gzip = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            switch (entry.EntryType)
            {
                case TarEntryType.Directory when name.Length == 0:
                case TarEntryType.ExtendedAttributes or TarEntryType.GlobalExtendedAttributes:
                    break;
                case TarEntryType.Directory:
                    SafePath(name);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    Write(SafePath(name), name, entry.DataStream ?? Stream.Null);
                    break;
                default:
                    throw Refused(entry.Name, $"is no plain file but a {entry.EntryType}");
            }
        }
    }

    private void Write(string path, string name, Stream content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int read; (read = content.Read(_buffer)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(_buffer, 0, read);
            file.Write(_buffer, 0, read);
            progress(read);
        }
        _files.Add((Convert.ToHexStringLower(hash.GetHashAndReset()), name));
    }

    private string SafePath(string name)
    {
        if (name.StartsWith('/') || name.Contains('\\') || name.Contains('\0') || name.Contains('\n') || name.Contains(':') || name.Split('/').Contains(".."))
            throw Refused(name, "would be written outside its folder, or has no portable name");
        return Path.Combine(into, name);
    }

    private static InvalidDataException Refused(string name, string why) => new($"its entry '{name}' {why}. Such an archive is not the published one.");
}
