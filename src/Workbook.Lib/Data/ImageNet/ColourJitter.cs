using Workbook.Data.Images;

namespace Workbook.Data.ImageNet;

/// <summary>
/// torchvision's <c>ColorJitter</c> on Pillow images, without hue: brightness, contrast and saturation in random order, each blended with black, with the
/// mean grey or with the grey image. Bytes as Pillow's <c>ImageEnhance</c> gives them (9.4): single precision, results truncated.
/// </summary>
internal static class ColourJitter
{
    private const int Operations = 3;

    /// <summary>Changes an image in place.</summary>
    /// <param name="pixels">Red, green, blue, interleaved.</param>
    /// <param name="strength">Each factor is uniform in [1 - strength, 1 + strength], at least 0.</param>
    /// <param name="rng">The image's own random stream.</param>
    public static void Apply(Span<byte> pixels, double strength, ref Rng rng)
    {
        Span<int> order = [0, 1, 2];
        rng.Shuffle(order);
        Span<float> factors = stackalloc float[Operations];
        var least = Math.Max(0, 1 - strength);
        foreach (ref var factor in factors)
            factor = (float)(least + (1 + strength - least) * rng.NextDouble());
        foreach (var operation in order)
            switch (operation)
            {
                case 0:
                    Brightness(pixels, factors[0]);
                    break;
                case 1:
                    Contrast(pixels, factors[1]);
                    break;
                default:
                    Saturation(pixels, factors[2]);
                    break;
            }
    }

    /// <summary>0 is black, 1 changes nothing.</summary>
    public static void Brightness(Span<byte> pixels, float factor) => BlendWith(0, pixels, factor);

    /// <summary>0 is the mean grey, 1 changes nothing.</summary>
    public static void Contrast(Span<byte> pixels, float factor)
    {
        long sum = 0;
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
            sum += Grey(pixels[i], pixels[i + 1], pixels[i + 2]);
        BlendWith((int)((double)sum / (pixels.Length / RgbImage.Channels) + 0.5), pixels, factor);
    }

    /// <summary>0 is grey, 1 changes nothing.</summary>
    public static void Saturation(Span<byte> pixels, float factor)
    {
        for (var i = 0; i < pixels.Length; i += RgbImage.Channels)
        {
            var grey = Grey(pixels[i], pixels[i + 1], pixels[i + 2]);
            pixels[i] = Blend(grey, pixels[i], factor);
            pixels[i + 1] = Blend(grey, pixels[i + 1], factor);
            pixels[i + 2] = Blend(grey, pixels[i + 2], factor);
        }
    }

    private static void BlendWith(int constant, Span<byte> pixels, float factor)
    {
        Span<byte> table = stackalloc byte[256];
        for (var value = 0; value < table.Length; value++)
            table[value] = Blend(constant, value, factor);
        foreach (ref var pixel in pixels)
            pixel = table[pixel];
    }

    private static byte Blend(int from, int to, float factor) => (byte)Math.Clamp(from + factor * (to - from), 0f, 255f);

    // Pillow's weights of 16 bits.
    private static int Grey(int r, int g, int b) => (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16;
}
