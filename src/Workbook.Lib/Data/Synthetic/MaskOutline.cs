namespace Workbook.Data.Synthetic;

/// <summary>
/// Polygons along the edges of pixels. Filled by the rule of pycocotools (as by any that samples at the centres of pixels, even-odd) they give
/// exactly the pixels again: corners are whole numbers and no edge passes through a centre.
/// </summary>
/// <remarks>
/// One polygon for each part that hangs together by edges of pixels. LVIS v0.5 has no other form of mask, so a hole is joined to the outline by
/// a bridge of no width, walked in both directions: it encloses nothing, and its crossings cancel.
/// </remarks>
internal static class MaskOutline
{
    // East, south, west, north. The inside is to the right of a walk.
    private static readonly (int X, int Y)[] Steps = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    // The pixel ahead on the right of a corner, by direction; the one ahead on the left is that of the direction before.
    private static readonly (int X, int Y)[] RightAhead = [(0, 0), (-1, 0), (-1, -1), (0, -1)];

    /// <summary>Traces the pixels of an owner.</summary>
    /// <param name="owners">Row by row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="owner">Whose pixels.</param>
    /// <returns>Polygons as x0, y0, x1, y1, ... in pixels.</returns>
    public static int[][] Trace(ReadOnlySpan<int> owners, int width, int owner)
    {
        var parts = Parts(owners, width, owner, out var count);
        var isWalked = new bool[owners.Length];
        var outlines = new List<(int X, int Y)>[count];
        for (var at = 0; at < parts.Length; at++)
        {
            var part = parts[at];
            if (part < 0 || isWalked[at] || (at >= width && parts[at - width] == part))
                continue;
            // A part's first edge on top, row by row, is of its outline; the others are of holes.
            var loop = Walk(parts, width, at, isWalked);
            outlines[part] = outlines[part] is { } outline ? Bridge(outline, loop) : loop;
        }
        return [.. outlines.Select(outline => outline.SelectMany(point => new[] { point.X, point.Y }).ToArray())];
    }

    // The part of every pixel, or -1.
    private static int[] Parts(ReadOnlySpan<int> owners, int width, int owner, out int count)
    {
        var parts = new int[owners.Length];
        Array.Fill(parts, -1);
        var open = new Stack<int>();
        count = 0;
        for (var start = 0; start < owners.Length; start++)
        {
            if (owners[start] != owner || parts[start] >= 0)
                continue;
            parts[start] = count;
            open.Push(start);
            while (open.TryPop(out var at))
                foreach (var (x, y) in Steps)
                {
                    var (column, next) = (at % width + x, at + x + y * width);
                    if (column < 0 || column == width || next < 0 || next >= owners.Length || owners[next] != owner || parts[next] >= 0)
                        continue;
                    parts[next] = count;
                    open.Push(next);
                }
            count++;
        }
        return parts;
    }

    // From the upper left corner of a pixel, eastward, around and back; the corners where the walk turns.
    private static List<(int X, int Y)> Walk(int[] parts, int width, int start, bool[] isWalked)
    {
        var (part, height) = (parts[start], parts.Length / width);
        var corners = new List<(int X, int Y)>();
        var (x, y, direction) = (start % width, start / width, 0);
        do
        {
            if (direction == 0)
                isWalked[y * width + x] = true;
            (x, y) = (x + Steps[direction].X, y + Steps[direction].Y);
            // Pixels that touch at a corner only stay apart: right is tried first.
            var turn = !IsInside(direction) ? 1 : IsInside((direction + 3) % 4) ? 3 : 0;
            direction = (direction + turn) % 4;
            if (turn != 0)
                corners.Add((x, y));
        }
        while (direction != 0 || y * width + x != start);
        return corners;

        bool IsInside(int ahead)
        {
            var (column, row) = (x + RightAhead[ahead].X, y + RightAhead[ahead].Y);
            return column >= 0 && column < width && row >= 0 && row < height && parts[row * width + column] == part;
        }
    }

    // Joins a hole at the corners that are nearest to each other.
    private static List<(int X, int Y)> Bridge(List<(int X, int Y)> outline, List<(int X, int Y)> hole)
    {
        var (least, from, to) = (int.MaxValue, 0, 0);
        for (var i = 0; i < outline.Count; i++)
            for (var j = 0; j < hole.Count; j++)
            {
                var (dx, dy) = (outline[i].X - hole[j].X, outline[i].Y - hole[j].Y);
                if (dx * dx + dy * dy < least)
                    (least, from, to) = (dx * dx + dy * dy, i, j);
            }
        return [.. outline[..(from + 1)], .. hole[to..], .. hole[..(to + 1)], .. outline[from..]];
    }
}
