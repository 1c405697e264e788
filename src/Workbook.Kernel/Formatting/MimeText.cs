namespace Workbook.Kernel.Formatting;

/// <summary>A text in a named MIME type.</summary>
internal sealed record MimeText(string MimeType, string Content);
