namespace Workbook.Models;

/// <summary>An image's pixels without padding.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct ImageSize(int Height, int Width);
