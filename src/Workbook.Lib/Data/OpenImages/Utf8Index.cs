namespace Workbook.Data.OpenImages;

/// <summary>Names in UTF-8 to dense indices, in the order in which they are added; looked up without a string.</summary>
internal sealed class Utf8Index
{
    private readonly Dictionary<byte[], int> _index = new(new BytesComparer());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public Utf8Index() => _lookup = _index.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Gives a name an index; false where it has one.</summary>
    public bool TryAdd(ReadOnlySpan<byte> name, int index) => _lookup.TryAdd(name, index);

    /// <summary>The index, or -1.</summary>
    public int Of(ReadOnlySpan<byte> name) => _lookup.TryGetValue(name, out var index) ? index : -1;

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());
    }
}
