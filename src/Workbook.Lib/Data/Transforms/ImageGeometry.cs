using Workbook.Data.Detection;
using Workbook.Ops.Masks;

namespace Workbook.Data.Transforms;

/// <summary>How an image is scaled and then mirrored, for what is annotated on it; the arithmetic of detectron2 (v0.6) in float64.</summary>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Its columns.</param>
/// <param name="NewHeight">Rows after scaling.</param>
/// <param name="NewWidth">Columns after scaling.</param>
/// <param name="IsFlipped">Whether it is mirrored left to right.</param>
public readonly record struct ImageGeometry(int Height, int Width, int NewHeight, int NewWidth, bool IsFlipped)
{
    /// <summary>A box on the new image, cut off at its borders.</summary>
    public (double Left, double Top, double Right, double Bottom) Box(BoxXywh box)
    {
        var (left, right) = (X(box.X), X(box.X + box.Width));
        if (IsFlipped)
            (left, right) = (right, left);
        var (top, bottom) = (Y(box.Y), Y(box.Y + box.Height));
        return (Math.Clamp(left, 0, NewWidth), Math.Clamp(top, 0, NewHeight), Math.Clamp(right, 0, NewWidth), Math.Clamp(bottom, 0, NewHeight));
    }

    /// <summary>A polygon on the new image; it may leave the image, as before.</summary>
    /// <param name="polygon">x0, y0, x1, y1, ...</param>
    public double[] Polygon(ReadOnlySpan<double> polygon)
    {
        var moved = new double[polygon.Length];
        for (var i = 0; i < moved.Length; i++)
            moved[i] = i % 2 == 0 ? X(polygon[i]) : Y(polygon[i]);
        return moved;
    }

    /// <summary>A mask on the new image: of each new pixel the one that its centre falls into, as Pillow's <c>resize(size, NEAREST)</c>.</summary>
    /// <exception cref="ArgumentException">The mask is not as large as the image.</exception>
    public RunLengthMask Mask(RunLengthMask mask)
    {
        if ((mask.Height, mask.Width) != (Height, Width))
            throw new ArgumentException($"A mask of {mask.Height} x {mask.Width} is on an image of {Height} x {Width}; expected the same size.", nameof(mask));
        var from = mask.ToBitmap();
        var to = new byte[NewHeight * NewWidth];
        var (rows, columns) = (Nearest(Height, NewHeight), Nearest(Width, NewWidth));
        for (var x = 0; x < columns.Length; x++)
        {
            var column = from.AsSpan(columns[IsFlipped ? NewWidth - 1 - x : x] * Height, Height);
            for (var y = 0; y < rows.Length; y++)
                to[(x * NewHeight) + y] = column[rows[y]];
        }
        return RunLengthMask.FromBitmap(to, NewHeight, NewWidth);
    }

    // Pillow adds up the step; a product would differ in the last bit, and so at some borders.
    private static int[] Nearest(int size, int newSize)
    {
        var (places, step) = (new int[newSize], (double)size / newSize);
        var at = step * 0.5;
        for (var i = 0; i < newSize; i++, at += step)
            places[i] = Math.Min((int)at, size - 1);
        return places;
    }

    private double X(double x)
    {
        x *= (double)NewWidth / Width;
        return IsFlipped ? NewWidth - x : x;
    }

    private double Y(double y) => y * ((double)NewHeight / Height);
}
