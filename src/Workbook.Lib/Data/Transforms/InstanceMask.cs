using Workbook.Ops.Masks;

namespace Workbook.Data.Transforms;

/// <summary>The mask of an object on a transformed image: polygons, or runs where the file has runs.</summary>
/// <param name="Polygons">Each x0, y0, x1, y1, ... in pixels; null where the file has runs.</param>
/// <param name="Runs">As large as the image without its padding; null where the file has polygons.</param>
public sealed record InstanceMask(IReadOnlyList<double[]>? Polygons, RunLengthMask? Runs);
