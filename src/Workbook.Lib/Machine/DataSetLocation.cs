namespace Workbook.Machine;

/// <summary>Where a data set was looked for and found.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Path">Its folder or archive; null where it was not found.</param>
/// <param name="Searched">The folders that were searched, in order.</param>
public sealed record DataSetLocation(string Name, string? Path, IReadOnlyList<string> Searched);
