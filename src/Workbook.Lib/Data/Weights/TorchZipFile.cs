using System.IO.Compression;
using System.Text;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>
/// A zip archive of torch.save: NAME/data.pkl, the data of a storage in NAME/data/KEY, perhaps NAME/byteorder; nothing compressed. Checksums are
/// not compared: torch can be told to leave them out.
/// </summary>
internal sealed class TorchZipFile : IPickledFile
{
    private const string Pickle = "/data.pkl";
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];
    private readonly string _folder;
    private readonly long _length;
    private long _claimed;

    /// <exception cref="FormatException">The archive is not as torch.save writes it.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged, or the pickle is refused.</exception>
    public TorchZipFile(Stream stream, string source)
    {
        _length = stream.Length;
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in _archive.Entries)
            if (!_entries.TryAdd(entry.FullName, entry))
                throw new FormatException($"the archive has two entries {PickleText.Short(entry.FullName)}");
        var pickles = _entries.Keys.Where(name => name.EndsWith(Pickle, StringComparison.Ordinal) && name.IndexOf('/', StringComparison.Ordinal) == name.Length - Pickle.Length).ToList();
        if (pickles is not [var pickle])
            throw new FormatException($"the archive has {pickles.Count} entries NAME/data.pkl, expected one: it is not of torch.save");
        _folder = pickle[..^Pickle.Length];
        if (_entries.TryGetValue(_folder + "/byteorder", out var order) && Encoding.ASCII.GetString(Content(order)) is var text and not "little")
            throw new FormatException($"the byte order is \"{PickleText.Short(text)}\", expected \"little\"");
        Root = RestrictedUnpickler.Load(Content(_entries[pickle]), $"{source}: {PickleText.Short(pickle)}", new TorchStorages(Check).Find, out _);
    }

    /// <inheritdoc/>
    public object? Root { get; }

    /// <inheritdoc/>
    public Tensor Load(TorchStorage storage)
    {
        using var stream = Entry(storage).Open();
        var tensor = empty([storage.Count], storage.Type, CPU);
        TensorBytes.Fill(tensor, stream);
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private ZipArchiveEntry Entry(TorchStorage storage) => _entries.TryGetValue($"{_folder}/data/{storage.Key}", out var entry)
        ? entry
        : throw new FormatException($"the archive has no entry data/{PickleText.Short(storage.Key)}");

    private void Check(TorchStorage storage)
    {
        var entry = Entry(storage);
        Claim(entry);
        var expected = (Int128)storage.Count * SafetensorsType.Size(storage.Type);
        if (entry.Length != expected)
            throw new FormatException($"data/{PickleText.Short(storage.Key)} has {entry.Length} bytes, expected {expected} for {storage.Count} x {storage.Type}");
    }

    private byte[] Content(ZipArchiveEntry entry)
    {
        Claim(entry);
        var content = new byte[entry.Length <= Array.MaxLength ? entry.Length : throw new FormatException($"{PickleText.Short(entry.FullName)} has {entry.Length} bytes")];
        using var stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>What is read is in the file, once: entries that lie over each other, and compressed ones, would grow.</summary>
    private void Claim(ZipArchiveEntry entry)
    {
        var name = PickleText.Short(entry.FullName);
        if (entry.Length != entry.CompressedLength)
            throw new FormatException($"{name} is compressed, which torch.save does not do; store it instead (zip -0)");
        if (entry.Length < 0 || entry.Length > _length - _claimed)
            throw new FormatException($"the entries up to {name} claim more bytes than the archive has");
        _claimed += entry.Length;
    }
}
