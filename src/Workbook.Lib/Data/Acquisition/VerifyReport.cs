namespace Workbook.Data.Acquisition;

/// <summary>What the files of a data set are worth.</summary>
/// <param name="Source">The data set.</param>
/// <param name="Folder">The data folder.</param>
/// <param name="Files">Its files.</param>
/// <param name="Content">What its own check found; null where there is none, or files are missing or damaged.</param>
/// <param name="Problem">What its own check objected to; null where nothing.</param>
public sealed record VerifyReport(DatasetSource Source, string Folder, IReadOnlyList<VerifiedFile> Files, string? Content, string? Problem)
{
    /// <summary>Whether all files are there and nothing is wrong.</summary>
    public bool IsIntact => Problem is null && Files.All(file => file.Outcome is VerifyOutcome.Intact or VerifyOutcome.Unchecked);
}
