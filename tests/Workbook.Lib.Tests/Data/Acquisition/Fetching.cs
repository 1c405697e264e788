using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Workbook.Data.Acquisition;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Data.Acquisition;

/// <summary>A server, a data folder and small data sets.</summary>
public abstract class Fetching : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    private protected FaultyServer Server { get; } = new();

    private protected ImmediateTime Time { get; } = new();

    private protected Progress Reported { get; } = new();

    private protected TransferSettings Settings { get; set; }

    protected Fetching() => Settings = new TransferSettings { Time = Time, StallLimit = TimeSpan.FromSeconds(30), FreeBytes = _ => long.MaxValue };

    public void Dispose()
    {
        Server.Dispose();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private protected static Checksum Sha256(byte[] content) => new(ChecksumKind.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)), "the test");

    private protected RemoteFile Remote(string name, byte[]? published = null, long? size = null, string? unpacks = null, int? unpackedFiles = null) => new()
    {
        Part = Path.GetFileNameWithoutExtension(name),
        Path = $"set/{name}",
        Address = new Uri(Server.Address, name),
        Size = size ?? published?.Length,
        Checksums = published is null ? [] : [Sha256(published)],
        Unpacks = unpacks,
        UnpackedFiles = unpackedFiles,
    };

    private protected static DatasetSource Set(params RemoteFile[] files) => new() { Name = "set", Title = "Set", Site = new Uri("http://localhost/"), Files = files };

    private protected ServedFile Serve(string name, byte[] content, params Fault[] faults) => Server.Files[name] = new ServedFile(content, faults);

    private protected Task<FetchReport> FetchAsync(DatasetSource source, FetchOptions? options = null, CancellationToken? cancel = null) =>
        DatasetFetcher.FetchAsync(source, Folder.Path, (options ?? new FetchOptions()) with { Settings = Settings }, Reported, cancel ?? TestContext.Current.CancellationToken);

    private protected async Task<FetchedFile> FetchAsync(RemoteFile file, FetchOptions? options = null, CancellationToken? cancel = null) =>
        (await FetchAsync(Set(file), options, cancel)).Files.Single();

    private protected async Task<VerifiedFile> VerifyAsync(RemoteFile file) =>
        (await DatasetVerifier.VerifyAsync(Set(file), [file], Folder.Path, Reported, TestContext.Current.CancellationToken)).Files.Single();

    /// <summary>Interrupts a fetch when <paramref name="count"/> bytes have come.</summary>
    private protected async Task<FetchedFile> FetchUntilAsync(RemoteFile file, int count)
    {
        using var stop = new CancellationTokenSource();
        Reported.Act = progress =>
        {
            if (progress.Bytes >= count)
                stop.Cancel();
        };
        Server.Files[file.FileName].Faults.Enqueue(new Fault { StallAfter = count });
        var fetched = await FetchAsync(file, cancel: stop.Token);
        Reported.Act = _ => { };
        return fetched;
    }

    /// <summary>Path in the data folder.</summary>
    private protected string Local(string name) => Path.Combine(Folder.Path, "set", name);

    /// <summary>The names in the data set's folder.</summary>
    private protected string[] Names() => Directory.Exists(Local("")) ? [.. Directory.EnumerateFileSystemEntries(Local("")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)] : [];

    private protected static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                using (var entry = zip.CreateEntry(name).Open())
                    entry.Write(content);
        return stream.ToArray();
    }

    private protected static byte[] TarGz(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        return stream.ToArray();
    }

    private protected static TarEntry TarFile(string name, byte[] content) => new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    private protected sealed class Progress : IProgress<TransferProgress>
    {
        public List<TransferProgress> All { get; } = [];

        public Action<TransferProgress> Act { get; set; } = _ => { };

        public void Report(TransferProgress value)
        {
            lock (All)
                All.Add(value);
            Act(value);
        }
    }
}
