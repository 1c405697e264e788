namespace Workbook.Kernel.Execution;

/// <summary>A cell to run.</summary>
/// <param name="Number">The number that errors name, from 1.</param>
/// <param name="Language">Language of the lines before any magic: <c>csharp</c>, <c>html</c> or <c>markdown</c>.</param>
/// <param name="Code">The source.</param>
internal sealed record CellRequest(int Number, string Language, string Code) : SessionRequest;
