namespace Workbook.Data.Acquisition;

/// <summary>What the content of a file is worth.</summary>
/// <param name="File">The file.</param>
/// <param name="Outcome">What it is worth.</param>
/// <param name="Path">Where it is, or would be.</param>
/// <param name="Detail">What was checked, or what is wrong and what to do.</param>
public sealed record VerifiedFile(RemoteFile File, VerifyOutcome Outcome, string Path, string Detail);
