namespace Workbook.Data.Acquisition;

/// <summary>What became of a file that was to be fetched.</summary>
/// <param name="File">The file.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Path">Where it is, or would be.</param>
/// <param name="Detail">How it was checked, or what went wrong and what to do.</param>
public sealed record FetchedFile(RemoteFile File, FetchOutcome Outcome, string Path, string Detail)
{
    /// <summary>Whether the file is there.</summary>
    public bool IsThere => Outcome is FetchOutcome.AlreadyThere or FetchOutcome.Fetched;
}
