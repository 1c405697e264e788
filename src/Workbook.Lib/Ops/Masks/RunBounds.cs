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

    /// <summary>Bounds of the mask of a box and its least area, wherever rounding puts its edges: a pixel outside, or a pixel inside, of those of the box.</summary>
    public static (RunBounds Around, long LeastArea) OfBox((double X, double Y, double Width, double Height) box, (int Height, int Width) size)
    {
        var (left, right) = Clip(Math.Floor(box.X) - 1, Math.Ceiling(box.X + box.Width) + 1, size.Width);
        var (top, bottom) = Clip(Math.Floor(box.Y) - 1, Math.Ceiling(box.Y + box.Height) + 1, size.Height);
        var (innerLeft, innerRight) = Clip(Math.Ceiling(box.X) + 1, Math.Floor(box.X + box.Width) - 1, size.Width);
        var (innerTop, innerBottom) = Clip(Math.Ceiling(box.Y) + 1, Math.Floor(box.Y + box.Height) - 1, size.Height);
        return (new RunBounds((long)(right - left) * (bottom - top), left, top, right, bottom), (long)(innerRight - innerLeft) * (innerBottom - innerTop));
    }

    /// <summary>Whether masks within these bounds can have an intersection over union, over this area for a crowd, of 0.5 or more.</summary>
    /// <param name="least">The least area of the mask within these bounds; <see cref="Area"/> is its most.</param>
    /// <param name="other">Bounds and area of the other.</param>
    /// <param name="isCrowd">Whether the other is a crowd.</param>
    public bool MayOverlapByHalf(long least, in RunBounds other, bool isCrowd)
    {
        if (!Overlaps(other))
            return false;
        var shared = (long)(Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * (Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
        shared = Math.Min(shared, Math.Min(Area, other.Area));
        return 2 * shared >= (isCrowd ? least : least + other.Area - shared);
    }

    public bool Overlaps(in RunBounds other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    private static (uint Low, uint High) Clip(double low, double high, int size)
    {
        var start = (uint)Math.Clamp(low, 0, size);
        return (start, Math.Max(start, (uint)Math.Clamp(high, 0, size)));
    }

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
