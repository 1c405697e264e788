using Workbook.Ops.Masks;

namespace Workbook.Ops;

/// <summary>Where the grid of a mask, with its border, lies in the image, in whole pixels; it may leave the image.</summary>
internal readonly record struct PastedGrid(int Left, int Top, int Width, int Height)
{
    // Beyond this a coordinate is not one of an image, and sizes would overflow.
    private const float Largest = 1 << 24;

    public static PastedGrid Of(ReadOnlySpan<float> box, float scale)
    {
        foreach (var value in box)
        {
            if (!(MathF.Abs(value) <= Largest))
                throw new ArgumentException($"{nameof(MaskPasting)}: expected boxes within {Largest} pixels, got a coordinate of {value}.");
        }
        var (x, y) = ((box[2] + box[0]) * 0.5f, (box[3] + box[1]) * 0.5f);
        var (w, h) = ((box[2] - box[0]) * 0.5f * scale, (box[3] - box[1]) * 0.5f * scale);
        var (left, top, right, bottom) = ((int)(x - w), (int)(y - h), (int)(x + w), (int)(y + h));
        return new(left, top, Math.Max(right - left + 1, 1), Math.Max(bottom - top + 1, 1));
    }

    /// <summary>The part inside the image; right and bottom exclusive.</summary>
    public (int Left, int Top, int Right, int Bottom) Visible(int height, int width) =>
        (Math.Max(Left, 0), Math.Max(Top, 0), Math.Min(Left + Width, width), Math.Min(Top + Height, height));

    public RunLengthMask Threshold(ReadOnlySpan<float> grid, int side, int border, int height, int width, float threshold)
    {
        var (left, top, right, bottom) = Visible(height, width);
        if (left >= right || top >= bottom)
            return RunLengthMask.FromCounts([(uint)((long)height * width)], height, width);
        var padded = side + 2 * border;
        Span<float> column = stackalloc float[padded];
        var runs = new List<uint>();
        var (isOne, length) = (false, (uint)((long)left * height));
        for (var x = left; x < right; x++)
        {
            var (low, high, beyond) = Source(x - Left, Width, padded);
            for (var i = 0; i < padded; i++)
                column[i] = At(grid, i, low) * (1 - beyond) + At(grid, i, high) * beyond;
            Append(runs, ref isOne, ref length, false, top);
            for (var y = top; y < bottom; y++)
            {
                var (above, below, part) = Source(y - Top, Height, padded);
                Append(runs, ref isOne, ref length, column[above] * (1 - part) + column[below] * part >= threshold, 1);
            }
            Append(runs, ref isOne, ref length, false, height - bottom);
        }
        Append(runs, ref isOne, ref length, false, (long)(width - right) * height);
        runs.Add(length);
        return RunLengthMask.FromCounts([.. runs], height, width);

        float At(ReadOnlySpan<float> values, int row, int col)
        {
            (row, col) = (row - border, col - border);
            return (uint)row < (uint)side && (uint)col < (uint)side ? values[row * side + col] : 0;
        }
    }

    /// <summary>The two grid values that a pixel lies between, pixel centres lying at halves.</summary>
    private static (int Low, int High, float Beyond) Source(int pixel, int pixels, int side)
    {
        var at = Math.Max((float)side / pixels * (pixel + 0.5f) - 0.5f, 0);
        var low = Math.Min((int)at, side - 1);
        return (low, Math.Min(low + 1, side - 1), at - low);
    }

    private static void Append(List<uint> runs, ref bool isOne, ref uint length, bool value, long count)
    {
        if (count == 0)
            return;
        if (value != isOne)
        {
            runs.Add(length);
            (isOne, length) = (value, 0);
        }
        length += (uint)count;
    }
}
