namespace Workbook.Data.ImageNet;

/// <summary>A part of an image, in pixels; as torchvision 0.14 chooses it.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
internal readonly record struct CropWindow(int Top, int Left, int Height, int Width)
{
    private const int Tries = 10;
    private const double LeastArea = 0.08;
    private const double LeastRatio = 3.0 / 4, MostRatio = 4.0 / 3;

    /// <summary>
    /// <c>RandomResizedCrop</c>: 0.08 to 1 of the area and 3/4 to 4/3 of width over height, at a random place; after ten sizes that do not fit, the
    /// largest part at the centre that has such a ratio.
    /// </summary>
    public static CropWindow Random(int height, int width, ref Rng rng)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var area = LeastArea + (1 - LeastArea) * rng.NextDouble();
            var logRatio = Math.Log(LeastRatio) + (Math.Log(MostRatio) - Math.Log(LeastRatio)) * rng.NextDouble();
            if (Size(height, width, area, logRatio) is var (rows, columns))
                return new(rng.NextInt(height - rows + 1), rng.NextInt(width - columns + 1), rows, columns);
        }
        return Fallback(height, width);
    }

    /// <summary>The size with a share of the area and a logarithm of width over height; null where it does not fit into the image.</summary>
    public static (int Height, int Width)? Size(int height, int width, double area, double logRatio)
    {
        var (pixels, ratio) = ((double)height * width * area, Math.Exp(logRatio));
        var (rows, columns) = (Rounded(Math.Sqrt(pixels / ratio)), Rounded(Math.Sqrt(pixels * ratio)));
        return columns > 0 && columns <= width && rows > 0 && rows <= height ? (rows, columns) : null;
    }

    /// <summary>The largest part at the centre with a ratio of width over height in 3/4 to 4/3.</summary>
    public static CropWindow Fallback(int height, int width)
    {
        var ratio = (double)width / height;
        var (rows, columns) = ratio < LeastRatio ? (Rounded(width / LeastRatio), width) : ratio > MostRatio ? (height, Rounded(height * MostRatio)) : (height, width);
        return new((height - rows) / 2, (width - columns) / 2, rows, columns);
    }

    /// <summary><c>Resize</c> with one number: the size whose shorter edge is as given, the longer one rounded down.</summary>
    public static (int Height, int Width) Resized(int height, int width, int shorterEdge) => width <= height
        ? ((int)((long)shorterEdge * height / width), shorterEdge)
        : (shorterEdge, (int)((long)shorterEdge * width / height));

    /// <summary><c>CenterCrop</c> of a square that fits into the image.</summary>
    public static CropWindow Centre(int height, int width, int size) => new(Rounded((height - size) / 2.0), Rounded((width - size) / 2.0), size, size);

    // Halves to the even number, as Python does.
    private static int Rounded(double value) => (int)Math.Round(value, MidpointRounding.ToEven);
}
