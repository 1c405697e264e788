namespace Workbook.Data.Acquisition;

/// <summary>What became of a data set that was to be fetched.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Content">What its own check found; null where there is none, or files are missing.</param>
/// <param name="Problem">What its own check objected to; null where nothing.</param>
public sealed record FetchReport(IReadOnlyList<FetchedFile> Files, string? Content, string? Problem)
{
    /// <summary>Whether all is there.</summary>
    public bool IsComplete => Problem is null && Files.All(file => file.IsThere);
}
