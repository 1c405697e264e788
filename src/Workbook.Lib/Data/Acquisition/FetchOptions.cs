namespace Workbook.Data.Acquisition;

/// <summary>How a data set is fetched.</summary>
public sealed record FetchOptions
{
    /// <summary>
    /// A folder with copies of the files, under their paths of a data folder or under their names, or the http(s) address of a mirror that has them under their
    /// names; null for the publishers' own addresses.
    /// </summary>
    public string? From { get; init; }

    /// <summary>The parts to fetch; all where none is named.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>How many files are fetched at a time; at least 1.</summary>
    public int Jobs { get; init; } = 4;

    internal TransferSettings Settings { get; init; } = new();
}
