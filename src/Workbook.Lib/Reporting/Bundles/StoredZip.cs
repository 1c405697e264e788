using System.Buffers.Binary;
using System.Text;

namespace Workbook.Reporting.Bundles;

/// <summary>
/// The one form of zip that a bundle has, so that the same files are the same bytes on every machine and with every version of .NET, and no byte is without
/// a meaning: files in the ordinal order of their names, stored and not compressed, dated 1980-01-01 00:00, without extra fields, comments or anything between
/// or after the parts (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16). Nothing is inflated, so a small file stays small.
/// </summary>
internal static class StoredZip
{
    private const uint LocalSignature = 0x04034b50, CentralSignature = 0x02014b50, EndSignature = 0x06054b50;
    private const int LocalLength = 30, CentralLength = 46, EndLength = 22;
    private const ushort Version = 10, Date = 0x21; // 1.0; 1980-01-01
    private const int MostFiles = ushort.MaxValue - 1;
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Writes files.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="files">In any order.</param>
    /// <exception cref="ArgumentException">A name is no <see cref="BundleFile.IsName"/>, or is there twice.</exception>
    /// <exception cref="IOException">They are more than the form can hold: 65,534 files, 2 GB in all.</exception>
    public static void Write(Stream stream, IEnumerable<BundleFile> files)
    {
        var sorted = files.OrderBy(file => file.Name, StringComparer.Ordinal).ToArray();
        foreach (var (index, file) in sorted.Index())
            if (!BundleFile.IsName(file.Name) || index > 0 && sorted[index - 1].Name == file.Name)
                throw new ArgumentException($"{file.Name} cannot be the name of a file in a bundle, or is there twice.", nameof(files));
        var bytes = EndLength + sorted.Sum(file => (long)LocalLength + CentralLength + 2 * file.Name.Length + file.Content.Length);
        if (sorted.Length > MostFiles || bytes > Array.MaxLength)
            throw new IOException($"{sorted.Length:N0} files of {bytes:N0} bytes: a bundle holds at most {MostFiles:N0} and {Array.MaxLength:N0}. Take fewer tables, or leave out predictions.");
        var entries = sorted.Select(file => (file, Crc: Crc32(file.Content.Span))).ToArray();
        foreach (var (file, crc) in entries)
        {
            stream.Write(Local(file, crc));
            stream.Write(file.Content.Span);
        }
        stream.Write(Directory(entries));
    }

    /// <summary>Reads files; their contents are parts of <paramref name="zip"/>.</summary>
    /// <param name="zip">All bytes of the file.</param>
    /// <returns>In the ordinal order of their names, no name twice.</returns>
    /// <exception cref="InvalidDataException">A byte is not as <see cref="Write"/> would write it: the message says where.</exception>
    public static IReadOnlyList<BundleFile> Read(ReadOnlyMemory<byte> zip)
    {
        var entries = new List<(BundleFile File, uint Crc)>();
        var at = 0;
        while (zip.Length - at >= LocalLength && BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[at..]) == LocalSignature)
        {
            var (size, nameLength) = (BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[(at + 18)..]), BinaryPrimitives.ReadUInt16LittleEndian(zip.Span[(at + 26)..]));
            var (name, content) = (at + LocalLength, at + LocalLength + nameLength);
            if (content + (long)size > zip.Length)
                throw new InvalidDataException($"the file that begins at byte {at} does not end within the zip of {zip.Length} bytes; is it cut off?");
            var file = new BundleFile(Encoding.Latin1.GetString(zip.Span[name..content]), zip.Slice(content, (int)size));
            if (!BundleFile.IsName(file.Name))
                throw new InvalidDataException($"the name \"{Shown(file.Name)}\" at byte {name}: expected a relative path of letters, digits, '.', '_' and '-'");
            if (entries.Count > 0 && string.CompareOrdinal(entries[^1].File.Name, file.Name) >= 0)
                throw new InvalidDataException($"{file.Name} at byte {name} stands after {entries[^1].File.Name}: expected each name once, in ordinal order");
            var crc = Crc32(file.Content.Span);
            if (BinaryPrimitives.ReadUInt32LittleEndian(zip.Span[(at + 14)..]) is var written && written != crc)
                throw new InvalidDataException($"{file.Name}, bytes {content} to {content + size - 1}: CRC-32 {crc:x8}, expected {written:x8}; its content was changed, or is compressed");
            Compare(zip.Span[at..content], Local(file, crc), at, $"the header of {file.Name}");
            entries.Add((file, crc));
            at = content + (int)size;
        }
        Compare(zip.Span[at..], Directory([.. entries]), at, "the list of files at the end");
        return [.. entries.Select(entry => entry.File)];
    }

    private static byte[] Local(BundleFile file, uint crc)
    {
        var bytes = new Fields(LocalLength + file.Name.Length);
        bytes.Add(LocalSignature).Add(Version);
        return Common(bytes, file, crc).Add(file.Name).Bytes;
    }

    private static byte[] Directory((BundleFile File, uint Crc)[] entries)
    {
        var length = entries.Sum(entry => CentralLength + entry.File.Name.Length);
        var bytes = new Fields(length + EndLength);
        var offset = 0u;
        foreach (var (file, crc) in entries)
        {
            bytes.Add(CentralSignature).Add(Version).Add(Version);
            Common(bytes, file, crc).Add((ushort)0).Add((ushort)0).Add((ushort)0).Add(0u).Add(offset).Add(file.Name); // comment, disk, attributes
            offset += (uint)(LocalLength + file.Name.Length + file.Content.Length);
        }
        var count = (ushort)entries.Length;
        return bytes.Add(EndSignature).Add((ushort)0).Add((ushort)0).Add(count).Add(count).Add((uint)length).Add(offset).Add((ushort)0).Bytes;
    }

    // Flags, method, time, date, CRC-32, both sizes, lengths of name and extra field.
    private static Fields Common(Fields bytes, BundleFile file, uint crc) =>
        bytes.Add((ushort)0).Add((ushort)0).Add((ushort)0).Add(Date).Add(crc).Add((uint)file.Content.Length).Add((uint)file.Content.Length)
            .Add((ushort)file.Name.Length).Add((ushort)0);

    private static void Compare(ReadOnlySpan<byte> got, ReadOnlySpan<byte> expected, int at, string where)
    {
        var same = got.CommonPrefixLength(expected);
        if (same < Math.Min(got.Length, expected.Length))
            throw new InvalidDataException($"byte {at + same}, in {where}: got 0x{got[same]:x2}, expected 0x{expected[same]:x2}");
        if (got.Length != expected.Length)
            throw new InvalidDataException($"{where} has {got.Length} bytes from byte {at}, expected {expected.Length}");
    }

    private static string Shown(string name) => string.Concat(name.Take(80).Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeCrcTable() => [.. Enumerable.Range(0, 256).Select(value =>
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xedb88320;
        return crc;
    })];

    private sealed class Fields(int length)
    {
        private int filled;

        public byte[] Bytes { get; } = new byte[length];

        public Fields Add(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(filled), value);
            filled += sizeof(ushort);
            return this;
        }

        public Fields Add(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(filled), value);
            filled += sizeof(uint);
            return this;
        }

        public Fields Add(string name)
        {
            filled += Encoding.ASCII.GetBytes(name, Bytes.AsSpan(filled));
            return this;
        }
    }
}
