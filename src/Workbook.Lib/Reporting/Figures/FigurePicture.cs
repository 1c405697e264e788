namespace Workbook.Reporting;

/// <summary>A picture that fills a panel; its axes count pixels from the upper left corner, to one scale.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Png">The file; null for an empty area of that size.</param>
internal sealed record FigurePicture(int Width, int Height, byte[]? Png);
