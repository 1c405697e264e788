using System.Globalization;

namespace Workbook.Data.Detection;

/// <summary>A box in pixels as COCO and LVIS files write it: left, top, width, height. The default is the empty box at the origin.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width, 0 or more.</param>
/// <param name="Height">Height, 0 or more.</param>
public readonly record struct BoxXywh(double X, double Y, double Width, double Height)
{
    /// <summary>The four numbers in words, culture-invariant.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"x {X}, y {Y}, width {Width}, height {Height}");

    /// <summary>Width times height, in square pixels.</summary>
    public double Area => Width * Height;
}
