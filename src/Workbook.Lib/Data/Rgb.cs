namespace Workbook.Data;

/// <summary>One number a colour channel.</summary>
public readonly record struct Rgb(double R, double G, double B);
