namespace Workbook.Data.Detection;

/// <summary>One kind of thing that is wrong with a file.</summary>
/// <param name="What">What is wrong, and what was expected.</param>
/// <param name="IsDropped">Whether the records, or their faulty entries, were left out; otherwise they are used as they are.</param>
/// <param name="Count">How often.</param>
/// <param name="Examples">The first few places.</param>
public sealed record DataProblem(string What, bool IsDropped, long Count, IReadOnlyList<string> Examples);
