using Workbook.Ops.Masks;

namespace Workbook.Reporting.Detection;

/// <summary>An object on a photo, in its pixels.</summary>
/// <param name="Left">Left edge of the box.</param>
/// <param name="Top">Top edge.</param>
/// <param name="Right">Right edge, exclusive.</param>
/// <param name="Bottom">Bottom edge, exclusive.</param>
/// <param name="Text">Written at the box; may be empty.</param>
/// <param name="Colour">Which of the colours: objects of equal numbers look alike.</param>
/// <param name="Mask">As large as the photo; null for none.</param>
public sealed record DrawnObject(double Left, double Top, double Right, double Bottom, string Text, int Colour, RunLengthMask? Mask = null);
