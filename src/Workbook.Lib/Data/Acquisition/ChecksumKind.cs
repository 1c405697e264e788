namespace Workbook.Data.Acquisition;

/// <summary>How a checksum is computed.</summary>
public enum ChecksumKind
{
    /// <summary>SHA-256 of the file.</summary>
    Sha256,

    /// <summary>The first digits of <see cref="Sha256"/>, as torch.hub has them in names of files: finds damage, not forgery.</summary>
    Sha256Prefix,

    /// <summary>MD5 of the file: finds damage, not forgery.</summary>
    Md5,

    /// <summary>Git's id of the file: SHA-1 of <c>blob LENGTH</c>, a zero byte and the file.</summary>
    GitBlob,
}
