namespace Workbook.Data.Acquisition;

/// <summary>Holds checksums against the published ones, or against those recorded when the file first came.</summary>
internal static class FileCheck
{
    /// <summary>What is wrong: which checksum, got, expected; null where nothing is.</summary>
    public static string? Problem(RemoteFile file, IReadOnlyDictionary<ChecksumKind, string> hashes, string record)
    {
        foreach (var checksum in file.Checksums)
            if (checksum.Of(hashes) is var got && got != checksum.Hex)
                return $"{Name(checksum.Kind)}: got {got}, expected {checksum.Hex} ({checksum.PublishedBy}).";
        if (File.Exists(record) && SumsRecord.Read(record) is var came && came.Sha256 != hashes[ChecksumKind.Sha256])
            return $"SHA-256: got {hashes[ChecksumKind.Sha256]}, expected {came.Sha256} as when it first came ('{record}'; delete that to accept another version).";
        return null;
    }

    /// <summary>What a file is held against.</summary>
    public static string Basis(RemoteFile file) => file.Checksums.Count > 0
        ? $"checked against the published {string.Join(" and ", file.Checksums.Select(checksum => Name(checksum.Kind)))}"
        : "no checksum is published: later checks hold it against its present SHA-256";

    private static string Name(ChecksumKind kind) => kind switch
    {
        ChecksumKind.Sha256Prefix => "beginning of the SHA-256",
        ChecksumKind.Md5 => "MD5",
        ChecksumKind.GitBlob => "Git blob id",
        _ => "SHA-256",
    };
}
