using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workbook.Data.Acquisition;

/// <summary>Checksums of a file, all in one pass.</summary>
internal static class FileHashes
{
    private const int BufferBytes = 1 << 20;

    /// <summary>The checksums of a stream that is at its beginning, by kind; SHA-256 always.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="progress">Told of the bytes done.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<IReadOnlyDictionary<ChecksumKind, string>> ComputeAsync(
        Stream stream, IEnumerable<ChecksumKind> kinds, Action<long> progress, CancellationToken cancel)
    {
        var hashes = kinds.Where(kind => kind != ChecksumKind.Sha256Prefix).Append(ChecksumKind.Sha256).Distinct().ToDictionary(kind => kind, kind => Create(kind, stream.Length));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
            {
                foreach (var hash in hashes.Values)
                    hash.AppendData(buffer, 0, read);
                progress(stream.Position);
            }
            return hashes.ToDictionary(hash => hash.Key, hash => Convert.ToHexStringLower(hash.Value.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            foreach (var hash in hashes.Values)
                hash.Dispose();
        }
    }

    /// <summary>The checksums of a file on the disk.</summary>
    public static async Task<IReadOnlyDictionary<ChecksumKind, string>> ComputeAsync(
        string path, IEnumerable<ChecksumKind> kinds, Action<long> progress, CancellationToken cancel)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return await ComputeAsync(stream, kinds, progress, cancel);
    }

    private static IncrementalHash Create(ChecksumKind kind, long length)
    {
        var hash = IncrementalHash.CreateHash(kind switch
        {
            ChecksumKind.Md5 => HashAlgorithmName.MD5,
            ChecksumKind.GitBlob => HashAlgorithmName.SHA1,
            _ => HashAlgorithmName.SHA256,
        });
        if (kind == ChecksumKind.GitBlob)
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {length}\0")));
        return hash;
    }
}
