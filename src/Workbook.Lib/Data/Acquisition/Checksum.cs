namespace Workbook.Data.Acquisition;

/// <summary>A published checksum.</summary>
/// <param name="Kind">How it is computed.</param>
/// <param name="Hex">The value, in lower-case hexadecimal.</param>
/// <param name="PublishedBy">Where it is published.</param>
public sealed record Checksum(ChecksumKind Kind, string Hex, string PublishedBy)
{
    /// <summary>The same of a file, from its hashes.</summary>
    internal string Of(IReadOnlyDictionary<ChecksumKind, string> hashes) =>
        Kind == ChecksumKind.Sha256Prefix ? hashes[ChecksumKind.Sha256][..Hex.Length] : hashes[Kind];
}
