namespace Workbook.Kernel.Execution;

/// <summary>A cell that asks its reader for a line; it waits for an <see cref="InputReply"/>.</summary>
/// <param name="Prompt">What to ask.</param>
/// <param name="IsPassword">Whether the answer must not be seen.</param>
internal sealed record InputRequest(string Prompt, bool IsPassword) : CellEvent;
