using System.Buffers.Binary;
using System.Numerics;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>
/// A file of torch.save before PyTorch 1.6: pickles of a magic number, the version, the machine, the value and the keys of the storages; then of each storage
/// the number of elements (8 bytes) and its data. Source: <c>_legacy_save</c> of torch/serialization.py, 1.13.
/// </summary>
internal sealed class TorchLegacyFile : IPickledFile
{
    private const long VersionNumber = 1001;
    private static readonly BigInteger s_magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);
    private readonly byte[] _content;
    private readonly Dictionary<string, int> _starts = [];

    /// <exception cref="InvalidDataException">The file is refused.</exception>
    public TorchLegacyFile(byte[] content, string source)
    {
        _content = content;
        var position = 0;
        var storages = new Dictionary<string, TorchStorage>();
        Require(Next(null) is BigInteger magic && magic == s_magic, "another magic number");
        Require(Next(null) is VersionNumber, "a version other than 1001");
        Require(Next(null) is PickleDict machine && machine["little_endian"] is true, "numbers of a big-endian machine, which are not read");
        Root = Next(new TorchStorages(storage => storages.Add(storage.Key, storage)).Find);
        var keys = (Next(null) as PickleList)?.Items.Select(PickleReading.Text).ToList();
        Require(keys is not null && keys.Count == storages.Count && keys.All(key => key is not null && storages.ContainsKey(key)), "keys of the storages that are not those of the tensors");
        foreach (var key in keys!)
        {
            var storage = storages[key!];
            Require(content.Length - position >= sizeof(long), $"{content.Length} bytes: it ends before the storage {PickleText.Short(key!)}");
            var count = BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(position));
            position += sizeof(long);
            var bytes = (Int128)count * SafetensorsType.Size(storage.Type);
            Require(count == storage.Count && bytes <= content.Length - position,
                $"storage {PickleText.Short(key!)} of {count} x {storage.Type} with {content.Length - position} bytes left, expected {storage.Count} elements");
            Require(_starts.TryAdd(key!, position), $"the key {PickleText.Short(key!)} twice");
            position += (int)bytes;
        }
        Require(position == content.Length, $"{content.Length - position} bytes after the last storage");

        object? Next(Func<object?, object>? persistent)
        {
            var value = RestrictedUnpickler.Load(content.AsMemory(position), $"{source}: from byte {position}", persistent, out var length);
            position += length;
            return value;
        }

        void Require(bool isSound, string what)
        {
            if (!isSound)
                throw new InvalidDataException($"{source}: a file of torch.save with {what}.");
        }
    }

    /// <inheritdoc/>
    public object? Root { get; }

    /// <summary>How such a file begins: a pickle of protocol 2 of the magic number.</summary>
    public static ReadOnlySpan<byte> Start => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    /// <inheritdoc/>
    public Tensor Load(TorchStorage storage)
    {
        var tensor = empty([storage.Count], storage.Type, CPU);
        TensorBytes.Fill(tensor, _content.AsSpan(_starts[storage.Key], (int)storage.Count * SafetensorsType.Size(storage.Type)));
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
