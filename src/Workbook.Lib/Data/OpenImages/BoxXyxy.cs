using System.Globalization;

namespace Workbook.Data.OpenImages;

/// <summary>
/// A box as Open Images writes it: edges as fractions of the image's width and height, 0 to 1 inside it. The default is the empty box at the
/// origin.
/// </summary>
/// <param name="XMin">Left edge.</param>
/// <param name="YMin">Top edge.</param>
/// <param name="XMax">Right edge.</param>
/// <param name="YMax">Bottom edge.</param>
public readonly record struct BoxXyxy(double XMin, double YMin, double XMax, double YMax)
{
    /// <summary>Share of the image: width times height.</summary>
    public double Area => (YMax - YMin) * (XMax - XMin);

    internal bool IsInside => XMin >= 0 && YMin >= 0 && XMax <= 1 && YMax <= 1;

    /// <summary>The four numbers in words, culture-invariant.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"x {XMin} to {XMax}, y {YMin} to {YMax}");
}
