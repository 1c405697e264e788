using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Workbook.Data;

/// <summary>
/// The unpacked copy of a few files of a .tar.gz or .tar.xz archive in the user's cache, since unpacking takes seconds and loading a
/// fraction of one. The copy's folder is named after the archive's size, time and first and last MiB, holds the SHA-256 of its files, and
/// appears whole or not at all.
/// </summary>
internal sealed class UnpackedArchive
{
    private const string SumsFile = "SHA256SUMS";

    private readonly string archive;
    private readonly string inner;
    private readonly string[] members;

    private UnpackedArchive(string archive, string inner, string[] members, string folder)
    {
        this.archive = archive;
        this.inner = inner;
        this.members = members;
        Folder = folder;
    }

    public static string DefaultCacheFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (string.IsNullOrEmpty(cache))
                cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(cache, "equalization-loss-workbook");
        }
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>True where this call unpacked them.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Finds the copy, or unpacks the files <c>inner/member</c> of the archive.</summary>
    public static UnpackedArchive Open(string archive, string inner, string[] members, string cacheFolder)
    {
        var unpacked = new UnpackedArchive(archive, inner, members, Path.Combine(cacheFolder, $"{inner}-{Key(archive)}"));
        if (!Directory.Exists(unpacked.Folder))
            unpacked.Unpack();
        return unpacked;
    }

    /// <summary>Whether the hashes of the files that were read are those written down when the archive was unpacked.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> sha256)
    {
        var sums = Path.Combine(Folder, SumsFile);
        return File.Exists(sums) && File.ReadAllText(sums) == Sums(sha256);
    }

    /// <summary>Unpacks the archive in place of a damaged copy.</summary>
    public UnpackedArchive Renew()
    {
        Directory.Delete(Folder, recursive: true);
        Unpack();
        return this;
    }

    private void Unpack()
    {
        var temporary = $"{Folder}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            if (archive.EndsWith(".xz", StringComparison.Ordinal))
                UnpackXz(temporary);
            else
                UnpackGzip(temporary);
            var missing = members.Where(member => !File.Exists(Path.Combine(temporary, member))).ToArray();
            if (missing.Length > 0)
                throw new InvalidDataException(
                    $"'{archive}' has no {inner}/{string.Join($", {inner}/", missing)}; fetch the archive again.");
            var sha256 = members.ToDictionary(member => member, member => Sha256(Path.Combine(temporary, member)));
            File.WriteAllText(Path.Combine(temporary, SumsFile), Sums(sha256));
            try
            {
                Directory.Move(temporary, Folder);
            }
            catch (IOException) when (Directory.Exists(Folder))
            {
                // Another process was faster; its copy is as good.
            }
            IsNew = true;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(
                $"Cannot write the cache folder '{temporary}': {e.Message} Point XDG_CACHE_HOME at a writable folder.", e);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private void UnpackGzip(string into)
    {
        using var file = File.OpenRead(archive);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        try
        {
            Extract(gzip, into);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"'{archive}' is not a whole .tar.gz archive: {e.Message} Fetch it again.", e);
        }
    }

    private void UnpackXz(string into)
    {
        using var xz = StartXz();
        var complaint = xz.StandardError.ReadToEndAsync();
        Exception? failure = null;
        try
        {
            Extract(xz.StandardOutput.BaseStream, into);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            failure = e;
        }
        finally
        {
            if (failure is null)
                xz.StandardOutput.BaseStream.CopyTo(Stream.Null);
            else
                xz.StandardOutput.Close();
            xz.WaitForExit();
        }
        if (failure is not null || xz.ExitCode != 0)
        {
            var reason = complaint.Result.Trim() is { Length: > 0 } text ? text : failure?.Message;
            throw new InvalidDataException($"'{archive}' is not a whole .tar.xz archive: {reason}. Fetch it again.", failure);
        }
    }

    private Process StartXz()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("xz", ["--decompress", "--stdout", "--", archive])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new IOException(
                $"Unpacking '{archive}' needs the program xz: {e.Message}. Install it (Debian: apt-get install xz-utils), or use a .tar.gz.", e);
        }
    }

    private void Extract(Stream tar, string into)
    {
        using var reader = new TarReader(tar, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            var member = Array.Find(members, m => name == $"{inner}/{m}");
            if (member is not null)
                entry.ExtractToFile(Path.Combine(into, member), overwrite: false);
        }
    }

    private static string Key(string archive)
    {
        const int End = 1 << 20;
        using var file = File.OpenRead(archive);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{file.Length} {File.GetLastWriteTimeUtc(archive).Ticks} ")));
        var buffer = new byte[End];
        hash.AppendData(buffer, 0, file.ReadAtLeast(buffer, End, throwOnEndOfStream: false));
        file.Position = Math.Max(0, file.Length - End);
        hash.AppendData(buffer, 0, file.ReadAtLeast(buffer, End, throwOnEndOfStream: false));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Sums(IReadOnlyDictionary<string, string> sha256) =>
        string.Concat(sha256.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value}  {pair.Key}\n"));
}
