namespace Workbook.Data;

/// <summary>
/// AutoAugment's operations on 8-bit CHW RGB images, with the arithmetic of torchvision 0.14's <c>functional</c> on uint8 tensors (single
/// precision, results truncated; nearest neighbour; 0 outside the image).
/// </summary>
internal static class ImageOperations
{
    /// <summary>Applies one operation.</summary>
    /// <param name="operation">Which.</param>
    /// <param name="magnitude">In the unit that <see cref="ImageOperation"/> gives.</param>
    /// <param name="source">3 x height x width.</param>
    /// <param name="target">As long as, and not overlapping, <paramref name="source"/>.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    public static void Apply(ImageOperation operation, float magnitude, ReadOnlySpan<byte> source, Span<byte> target, int height, int width)
    {
        switch (operation)
        {
            case ImageOperation.ShearX:
                Affine(source, target, height, width, 1, magnitude, 0, 0, 1, 0);
                break;
            case ImageOperation.ShearY:
                Affine(source, target, height, width, 1, 0, 0, magnitude, 1, 0);
                break;
            case ImageOperation.TranslateX:
                Affine(source, target, height, width, 1, 0, -MathF.Truncate(magnitude), 0, 1, 0);
                break;
            case ImageOperation.TranslateY:
                Affine(source, target, height, width, 1, 0, 0, 0, 1, -MathF.Truncate(magnitude));
                break;
            case ImageOperation.Rotate:
                Rotate(source, target, height, width, magnitude);
                break;
            case ImageOperation.Brightness:
                BlendWith(0, 1.0 + magnitude, source, target);
                break;
            case ImageOperation.Color:
                Color(source, target, 1.0 + magnitude);
                break;
            case ImageOperation.Contrast:
                BlendWith(MeanGrey(source), 1.0 + magnitude, source, target);
                break;
            case ImageOperation.Sharpness:
                Sharpness(source, target, height, width, 1.0 + magnitude);
                break;
            case ImageOperation.Posterize:
                var mask = (byte)(0xFF << (8 - (int)magnitude));
                for (var i = 0; i < source.Length; i++)
                    target[i] = (byte)(source[i] & mask);
                break;
            case ImageOperation.Solarize:
                for (var i = 0; i < source.Length; i++)
                    target[i] = source[i] >= magnitude ? (byte)~source[i] : source[i];
                break;
            case ImageOperation.AutoContrast:
                for (var first = 0; first < source.Length; first += height * width)
                    AutoContrast(source.Slice(first, height * width), target.Slice(first, height * width));
                break;
            case ImageOperation.Equalize:
                for (var first = 0; first < source.Length; first += height * width)
                    Equalize(source.Slice(first, height * width), target.Slice(first, height * width));
                break;
            case ImageOperation.Invert:
                for (var i = 0; i < source.Length; i++)
                    target[i] = (byte)~source[i];
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such operation.");
        }
    }

    // The pixel with its centre at (x + 0.5, y + 0.5) comes from the pixel around (xx, xy, x0; yx, yy, y0) * (x + 0.5, y + 0.5, 1),
    // in units of 2^-20 pixel: integers from here on, so that the last bit of a sine cannot move a pixel.
    private static void Affine(
        ReadOnlySpan<byte> source, Span<byte> target, int height, int width,
        double xx, double xy, double x0, double yx, double yy, double y0)
    {
        const int Bits = 20;
        const long One = 1L << Bits;
        long stepXx = Fixed(xx), stepXy = Fixed(xy), stepYx = Fixed(yx), stepYy = Fixed(yy);
        var rowX = Fixed(x0) + (stepXx + stepXy) / 2;
        var rowY = Fixed(y0) + (stepYx + stepYy) / 2;
        var plane = height * width;
        for (var y = 0; y < height; y++, rowX += stepXy, rowY += stepYy)
        {
            var (fromX, fromY) = (rowX, rowY);
            for (var x = 0; x < width; x++, fromX += stepXx, fromY += stepYx)
            {
                var to = y * width + x;
                var column = fromX >> Bits;
                var row = fromY >> Bits;
                if ((ulong)column < (ulong)width && (ulong)row < (ulong)height)
                {
                    var from = (int)(row * width + column);
                    target[to] = source[from];
                    target[to + plane] = source[from + plane];
                    target[to + 2 * plane] = source[from + 2 * plane];
                }
                else
                {
                    target[to] = target[to + plane] = target[to + 2 * plane] = 0;
                }
            }
        }

        static long Fixed(double value) => (long)Math.Round(value * One);
    }

    private static void Rotate(ReadOnlySpan<byte> source, Span<byte> target, int height, int width, double degrees)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(degrees));
        var (centreX, centreY) = (width / 2.0, height / 2.0);
        Affine(
            source, target, height, width,
            cos, -sin, centreX - cos * centreX + sin * centreY,
            sin, cos, centreY - sin * centreX - cos * centreY);
    }

    private static byte Blend(float value, float other, float ratio, float rest) =>
        (byte)Math.Clamp(ratio * value + rest * other, 0f, 255f);

    private static void BlendWith(float constant, double ratio, ReadOnlySpan<byte> source, Span<byte> target)
    {
        Span<byte> table = stackalloc byte[256];
        for (var v = 0; v < table.Length; v++)
            table[v] = Blend(v, constant, (float)ratio, (float)(1 - ratio));
        LookUp(table, source, target);
    }

    private static byte Grey(byte r, byte g, byte b) => (byte)(0.2989f * r + 0.587f * g + 0.114f * b);

    private static float MeanGrey(ReadOnlySpan<byte> image)
    {
        var plane = image.Length / ImageSet.Channels;
        var sum = 0;
        for (var i = 0; i < plane; i++)
            sum += Grey(image[i], image[i + plane], image[i + 2 * plane]);
        return (float)sum / plane;
    }

    private static void Color(ReadOnlySpan<byte> source, Span<byte> target, double ratio)
    {
        var plane = source.Length / ImageSet.Channels;
        var (keep, rest) = ((float)ratio, (float)(1 - ratio));
        for (var i = 0; i < plane; i++)
        {
            var (r, g, b) = (source[i], source[i + plane], source[i + 2 * plane]);
            var grey = Grey(r, g, b);
            target[i] = Blend(r, grey, keep, rest);
            target[i + plane] = Blend(g, grey, keep, rest);
            target[i + 2 * plane] = Blend(b, grey, keep, rest);
        }
    }

    // Blends with the image under the kernel (1 1 1; 1 5 1; 1 1 1) / 13; the border blends with itself, which may round a level down.
    private static void Sharpness(ReadOnlySpan<byte> source, Span<byte> target, int height, int width, double ratio)
    {
        var (keep, rest) = ((float)ratio, (float)(1 - ratio));
        Span<byte> border = stackalloc byte[256];
        for (var v = 0; v < border.Length; v++)
            border[v] = Blend(v, v, keep, rest);
        LookUp(border, source, target);
        for (var c = 0; c < ImageSet.Channels; c++)
            for (var y = 1; y < height - 1; y++)
            {
                var middle = source.Slice((c * height + y) * width, width);
                var above = source.Slice((c * height + y - 1) * width, width);
                var below = source.Slice((c * height + y + 1) * width, width);
                var into = target.Slice((c * height + y) * width, width);
                for (var x = 1; x < width - 1; x++)
                {
                    var sum = above[x - 1] + above[x] + above[x + 1]
                        + middle[x - 1] + 5 * middle[x] + middle[x + 1]
                        + below[x - 1] + below[x] + below[x + 1];
                    into[x] = Blend(middle[x], (2 * sum + 13) / 26, keep, rest);
                }
            }
    }

    private static void AutoContrast(ReadOnlySpan<byte> source, Span<byte> target)
    {
        byte low = 255, high = 0;
        foreach (var value in source)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        if (low == high)
        {
            source.CopyTo(target);
            return;
        }
        var scale = 1f / (high - low) * 255f;
        Span<byte> table = stackalloc byte[256];
        for (var v = (int)low; v <= high; v++)
            table[v] = (byte)Math.Clamp((v - low) * scale, 0f, 255f);
        LookUp(table, source, target);
    }

    private static void Equalize(ReadOnlySpan<byte> source, Span<byte> target)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        foreach (var value in source)
            histogram[value]++;
        var last = histogram.LastIndexOfAnyExcept(0);
        var step = (source.Length - histogram[last]) / 255;
        if (step == 0)
        {
            source.CopyTo(target);
            return;
        }
        Span<byte> table = stackalloc byte[256];
        var below = 0;
        for (var v = 0; v < table.Length; v++)
        {
            table[v] = v == 0 ? (byte)0 : (byte)Math.Min(255, (below + step / 2) / step);
            below += histogram[v];
        }
        LookUp(table, source, target);
    }

    private static void LookUp(ReadOnlySpan<byte> table, ReadOnlySpan<byte> source, Span<byte> target)
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = table[source[i]];
    }
}
