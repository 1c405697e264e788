using Workbook.Data.Images;

namespace Workbook.Data.Synthetic;

/// <summary>Paints a layout: a background of two colours with soft blotches, the figures, the light and the grain of a camera.</summary>
internal static class ScenePainter
{
    private const int Blotches = 6; // a side

    public static RgbImage Paint(SceneLayout layout, SyntheticLook look, ref Rng rng)
    {
        var pixels = Background(layout.Width, layout.Height, ref rng);
        foreach (var figure in layout.Figures)
            Paint(figure, pixels, layout.Width, layout.Height);
        return Develop(pixels, layout.Height, layout.Width, look, ref rng);
    }

    private static Rgb[] Background(int width, int height, ref Rng rng)
    {
        var (near, far) = (Colours.Any(0.35, ref rng), Colours.Any(0.35, ref rng));
        var (downX, downY) = (rng.NextDouble() - 0.5, rng.NextDouble() - 0.5);
        var blotches = new double[Blotches * Blotches];
        foreach (ref var blotch in blotches.AsSpan())
            blotch = 0.7 * (rng.NextDouble() - 0.5);
        var pixels = new Rgb[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (u, v) = ((x + 0.5) / width, (y + 0.5) / height);
                var share = Math.Clamp(0.5 + 2 * (downX * (u - 0.5) + downY * (v - 0.5)) + Blotch(blotches, u, v), 0, 1);
                pixels[y * width + x] = Mix(near, far, share);
            }
        return pixels;
    }

    // Between the four nearest of a grid, with weights that have no edges.
    private static double Blotch(double[] blotches, double u, double v)
    {
        var (x, y) = (u * (Blotches - 1), v * (Blotches - 1));
        var (column, row) = ((int)x, (int)y);
        var (a, b) = (Smooth(x - column), Smooth(y - row));
        var at = row * Blotches + column;
        var above = blotches[at] + (blotches[at + 1] - blotches[at]) * a;
        var below = blotches[at + Blotches] + (blotches[at + Blotches + 1] - blotches[at + Blotches]) * a;
        return above + (below - above) * b;
    }

    private static void Paint(in Figure figure, Rgb[] pixels, int width, int height)
    {
        var (left, top, right, bottom) = figure.Bounds(width, height);
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
                pixels[y * width + x] = figure.Over(pixels[y * width + x], x, y);
    }

    private static RgbImage Develop(Rgb[] pixels, int height, int width, SyntheticLook look, ref Rng rng)
    {
        var gain = 0.75 + 0.35 * rng.NextDouble();
        var bias = 0.08 * (rng.NextDouble() - 0.5);
        var noise = look.Noise * (0.005 + 0.02 * rng.NextDouble());
        var image = new RgbImage(height, width);
        var bytes = image.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            var colour = look.Of(pixels[i]);
            bytes[3 * i] = Byte(colour.R, ref rng);
            bytes[3 * i + 1] = Byte(colour.G, ref rng);
            bytes[3 * i + 2] = Byte(colour.B, ref rng);
        }
        return image;

        byte Byte(double value, ref Rng rng)
        {
            // The sum of four uniform numbers in [-1, 1) has a standard deviation of 1.15. Of one draw, 16 bits each.
            var bits = rng.NextUInt64();
            var sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
            var grain = sum / 32768.0 - 4;
            return (byte)Math.Clamp(Math.Floor(((value - 0.5) * gain + 0.5 + bias + noise * grain) * 255 + 0.5), 0, 255);
        }
    }

    private static double Smooth(double x) => x * x * (3 - 2 * x);

    private static Rgb Mix(Rgb a, Rgb b, double share) =>
        new(a.R + (b.R - a.R) * share, a.G + (b.G - a.G) * share, a.B + (b.B - a.B) * share);
}
