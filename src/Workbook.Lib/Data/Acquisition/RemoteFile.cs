namespace Workbook.Data.Acquisition;

/// <summary>A file that a data set is published in.</summary>
public sealed record RemoteFile
{
    /// <summary>The part of the data set that it belongs to: <c>train</c>.</summary>
    public required string Part { get; init; }

    /// <summary>Where it goes, relative to the data folder, with slashes: <c>coco/train2017.zip</c>. Nothing that a server says changes it.</summary>
    public required string Path { get; init; }

    /// <summary>Where it is published.</summary>
    public required Uri Address { get; init; }

    /// <summary>Bytes; null where no exact size is published.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes as the publisher rounds them, for want of <see cref="Size"/>; used only to see whether the disk is large enough.</summary>
    public long? RoughSize { get; init; }

    /// <summary>The published checksums; empty where none is.</summary>
    public IReadOnlyList<Checksum> Checksums { get; init; } = [];

    /// <summary>
    /// The file or folder at the top of a .zip or .tar.gz archive that is unpacked beside it, after which the archive is deleted; null where the file is used
    /// as it is.
    /// </summary>
    public string? Unpacks { get; init; }

    /// <summary>Number of files in the folder <see cref="Unpacks"/>; null where it is not published.</summary>
    public int? UnpackedFiles { get; init; }

    /// <summary>The last part of <see cref="Path"/>: the name of a copy, see <see cref="FetchOptions.From"/>.</summary>
    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];
}
