using System.Buffers;

namespace Workbook.Ops.Masks;

/// <summary>
/// Fills polygons exactly as pycocotools does (<c>rleFrPoly</c> of cocoapi 8c9bcc3): coordinates times 5, plus 0.5, truncated toward zero;
/// a walk along the edges; in every column the pixels between the odd and the even crossings, counted from the top (even-odd rule).
/// </summary>
internal static class PolygonRaster
{
    /// <summary>What 5 v + 0.5 may be where a C implementation computes it in 32 bits; beyond, the reference is undefined.</summary>
    public const double LargestCoordinate = (int.MaxValue - 1) / 5;

    /// <summary>Bounds time and memory for absurd images: 10,000 edges that each cross an image 3,000 pixels wide.</summary>
    public const int MostCrossings = 30_000_000;

    /// <returns>The ends of the runs.</returns>
    public static uint[] Fill(ReadOnlySpan<double> polygon, int height, int width)
    {
        var pixels = MaskSize.Pixels(height, width);
        RequireCoordinates(polygon);
        var points = polygon.Length / 2;
        if (points < 2 || pixels == 0)
            return [pixels];
        var edges = ArrayPool<PolygonEdge>.Shared.Rent(points);
        var ends = Fill(edges.AsSpan(0, ColumnEdges(polygon, width, edges)), height, pixels);
        ArrayPool<PolygonEdge>.Shared.Return(edges);
        return ends;
    }

    // The edges that cross a column of the mask.
    private static int ColumnEdges(ReadOnlySpan<double> polygon, int width, Span<PolygonEdge> edges)
    {
        var count = 0;
        var points = polygon.Length / 2;
        var (x0, y0) = (OnGrid(polygon[(2 * points) - 2]), OnGrid(polygon[(2 * points) - 1]));
        for (var point = 0; point < points; point++)
        {
            var (x1, y1) = (OnGrid(polygon[2 * point]), OnGrid(polygon[(2 * point) + 1]));
            var edge = new PolygonEdge(x0, y0, x1, y1, width);
            if (edge.FirstColumn <= edge.LastColumn)
                edges[count++] = edge;
            (x0, y0) = (x1, y1);
        }
        return count;
    }

    private static uint[] Fill(ReadOnlySpan<PolygonEdge> edges, int height, uint pixels)
    {
        long first = long.MaxValue, last = -1, crossings = 0;
        foreach (ref readonly var edge in edges)
        {
            (first, last) = (Math.Min(first, edge.FirstColumn), Math.Max(last, edge.LastColumn));
            crossings += edge.LastColumn - edge.FirstColumn + 1;
        }
        if (crossings > MostCrossings)
            throw new ArgumentException($"A polygon crosses the columns of its image {crossings} times; expected at most {MostCrossings}. Is the image's size right?");
        if (crossings == 0)
            return [pixels];

        var columns = (int)(last - first) + 1;
        var columnEnds = ArrayPool<int>.Shared.Rent(columns + 1);
        var rows = ArrayPool<int>.Shared.Rent((int)crossings);
        SortByColumn(edges, first, columnEnds.AsSpan(0, columns + 1), rows, height);

        var boundaries = new BoundaryList((int)crossings + 1);
        for (int column = 0, from = 0; column < columns; from = columnEnds[column++])
        {
            var crossed = rows.AsSpan(from, columnEnds[column] - from);
            crossed.Sort();
            foreach (var row in crossed)
                boundaries.Toggle((uint)(((first + column) * height) + row));
        }
        ArrayPool<int>.Shared.Return(columnEnds);
        ArrayPool<int>.Shared.Return(rows);
        return boundaries.ToRunEnds(pixels);
    }

    // Rows of the crossings, by column; those of a column in no order.
    private static void SortByColumn(ReadOnlySpan<PolygonEdge> edges, long first, Span<int> columnEnds, Span<int> rows, int height)
    {
        columnEnds.Clear();
        foreach (ref readonly var edge in edges)
        {
            columnEnds[(int)(edge.FirstColumn - first)]++;
            columnEnds[(int)(edge.LastColumn - first) + 1]--;
        }
        for (int column = 0, crossing = 0, from = 0; column < columnEnds.Length; column++)
        {
            crossing += columnEnds[column];
            columnEnds[column] = from;
            from += crossing;
        }
        foreach (ref readonly var edge in edges)
            for (var column = edge.FirstColumn; column <= edge.LastColumn; column++)
                rows[columnEnds[(int)(column - first)]++] = edge.Row(column, height);
    }

    private static void RequireCoordinates(ReadOnlySpan<double> polygon)
    {
        for (var at = 0; at < polygon.Length; at++)
            if (!(Math.Abs(polygon[at]) <= LargestCoordinate))
                throw new ArgumentException(FormattableString.Invariant(
                    $"A polygon has the coordinate {polygon[at]} at {at}; expected a number between -{LargestCoordinate} and {LargestCoordinate}."));
    }

    private static long OnGrid(double coordinate) => (long)((5 * coordinate) + .5);
}
