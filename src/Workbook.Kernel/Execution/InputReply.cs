namespace Workbook.Kernel.Execution;

/// <summary>The answer to an <see cref="InputRequest"/>.</summary>
/// <param name="Text">The line; null where there is nobody to ask.</param>
internal sealed record InputReply(string? Text) : SessionRequest;
