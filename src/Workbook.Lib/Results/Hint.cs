namespace Workbook.Results;

/// <summary>Something that a reader of a table must know before using its numbers.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">A sentence or two.</param>
public sealed record Hint(HintSeverity Severity, string Text);
