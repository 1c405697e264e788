namespace Workbook.Kernel.Execution;

/// <summary>Lines of a cell in one language, or one magic command.</summary>
/// <param name="Kind">What to do with it.</param>
/// <param name="Text">
/// C# keeps the lines that it has in the cell, by empty lines before it; HTML and Markdown are the lines alone; a magic is its arguments.
/// </param>
/// <param name="Line">Line in the cell where it starts, from 1.</param>
internal sealed record CellPart(CellPartKind Kind, string Text, int Line);
