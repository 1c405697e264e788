namespace Workbook.Results;

/// <summary>What became of a notebook after a run.</summary>
/// <param name="Name">Its name, without extension.</param>
/// <param name="Path">The executed notebook, a full path; null where none was written.</param>
/// <param name="Error">Why it failed; null where all cells passed.</param>
public sealed record ExecutedNotebook(string Name, string? Path, string? Error);
