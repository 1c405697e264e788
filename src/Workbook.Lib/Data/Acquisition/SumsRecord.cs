using System.Globalization;
using Workbook.Results;

namespace Workbook.Data.Acquisition;

/// <summary>
/// What a fetched file was when it came, <c>NAME.sha256</c> beside it: address, size and SHA-256 as comments, then the SHA-256 of every file to keep, as
/// <c>sha256sum -c</c> reads them. It is written last, so that where it is, the files are complete.
/// </summary>
/// <param name="Address">Where the file came from.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Files">SHA-256 and path, relative to the folder of the record, of the file itself or of what was unpacked from it.</param>
internal sealed record SumsRecord(string Address, long Size, string Sha256, IReadOnlyList<(string Sha256, string Path)> Files)
{
    /// <exception cref="InvalidDataException">It is not such a record.</exception>
    public static SumsRecord Read(string path)
    {
        var lines = File.ReadAllLines(path);
        string Field(int line, string name) => lines.Length > line && lines[line].StartsWith($"# {name}: ", StringComparison.Ordinal)
            ? lines[line][(name.Length + 4)..]
            : throw Damaged(path, line, $"# {name}: ...");
        if (!long.TryParse(Field(1, "size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            throw Damaged(path, 1, "a number of bytes");
        var files = lines.Skip(3).Select((line, index) =>
            line.Length > 66 && line[64..66] == "  " ? (line[..64], line[66..]) : throw Damaged(path, index + 3, "64 digits, two spaces and a path")).ToArray();
        return new SumsRecord(Field(0, "address"), size, Field(2, "sha256"), files);
    }

    public void Write(string path) => AtomicFile.Write(path, string.Create(CultureInfo.InvariantCulture, $"# address: {Address}\n# size: {Size}\n# sha256: {Sha256}\n")
        + string.Concat(Files.Select(file => $"{file.Sha256}  {file.Path}\n")));

    private static InvalidDataException Damaged(string path, int line, string expected) =>
        new(FormattableString.Invariant($"'{path}', line {line + 1}: expected {expected}. Delete it and fetch the file again."));
}
