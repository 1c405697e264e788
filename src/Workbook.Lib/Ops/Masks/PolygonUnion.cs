namespace Workbook.Ops.Masks;

/// <summary>The polygons of one object, filled and united.</summary>
internal static class PolygonUnion
{
    /// <summary>Unites by halves, so that many polygons cost no more than sorting them.</summary>
    /// <returns>The ends of the runs.</returns>
    public static uint[] Fill(IReadOnlyList<double[]> polygons, int from, int to, int height, int width)
    {
        if (to - from > 1)
        {
            var middle = (from + to) / 2;
            return RunPairs.Merge(Fill(polygons, from, middle, height, width), Fill(polygons, middle, to, height, width), isIntersection: false);
        }
        if (polygons[0].Length != 4)
            return PolygonRaster.Fill(polygons[from], height, width);
        return polygons[from].Length == 4 ? FillBox(polygons[from], height, width) : throw new ArgumentException(
            $"The first polygon has 4 numbers, so all are boxes (x, y, width, height); number {from} has {polygons[from].Length} numbers.");
    }

    /// <returns>The ends of the runs.</returns>
    public static uint[] FillBox(ReadOnlySpan<double> box, int height, int width)
    {
        var (left, right, top, bottom) = (box[0], box[0] + box[2], box[1], box[1] + box[3]);
        return PolygonRaster.Fill([left, top, left, bottom, right, bottom, right, top], height, width);
    }
}
