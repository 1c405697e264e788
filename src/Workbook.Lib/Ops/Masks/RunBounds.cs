namespace Workbook.Ops.Masks;

/// <summary>Area and bounding box of a mask; the right and the lower edge lie outside.</summary>
internal readonly record struct RunBounds(long Area, uint Left, uint Top, uint Right, uint Bottom)
{
    public (long X, long Y, long Width, long Height) Box => (Left, Top, Right - Left, Bottom - Top);

    /// <summary>The rule of pycocotools' <c>rleToBbox</c>; an empty run of ones at index 0, where its arithmetic wraps around, is left out.</summary>
    public static RunBounds Of(ReadOnlySpan<uint> ends, int height, int width)
    {
        long area = 0;
        uint rows = (uint)height, left = (uint)width, top = rows, right = 0, bottom = 0;
        var column = new Column(rows);
        for (var run = 1; run < ends.Length; run += 2)
        {
            var (start, end) = (ends[run - 1], ends[run]);
            if (end == 0)
                continue;
            area += end - start;
            var (x0, y0) = column.Locate(start);
            var (x1, y1) = column.Locate(end - 1);
            if (x0 < x1)
                (top, bottom) = (0, rows);
            left = Math.Min(left, Math.Min(x0, x1));
            right = Math.Max(right, Math.Max(x0, x1) + 1);
            top = Math.Min(top, Math.Min(y0, y1));
            bottom = Math.Max(bottom, Math.Max(y0, y1) + 1);
        }
        return right == 0 ? default : new(area, left, top, right, bottom);
    }

    public bool Overlaps(in RunBounds other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    // Divides only where an index leaves the column of the one before and is not in the next.
    private struct Column(uint rows)
    {
        private uint _x;
        private uint _start;

        public (uint X, uint Y) Locate(uint index)
        {
            var y = index - _start;
            if (y < rows)
                return (_x, y);
            if (y - rows < rows)
                (_x, _start) = (_x + 1, _start + rows);
            else
                (_x, _start) = (index / rows, index / rows * rows);
            return (_x, index - _start);
        }
    }
}
