using Workbook.Data.Images;

namespace Workbook.Tests.Data.ImageFiles;

/// <summary>Images made by the tests.</summary>
internal static class SampleImages
{
    public static RgbImage Noise(int height, int width, ulong seed)
    {
        var rng = new Workbook.Data.Rng(seed);
        var image = new RgbImage(height, width);
        foreach (ref var value in image.Pixels)
            value = (byte)rng.NextInt(256);
        return image;
    }

    public static RgbImage Gradient(int height, int width)
    {
        var image = new RgbImage(height, width);
        for (var i = 0; i < height * width; i++)
        {
            image.Pixels[3 * i] = (byte)(255 * (i % width) / width);
            image.Pixels[(3 * i) + 1] = (byte)(255 * (i / width) / height);
            image.Pixels[(3 * i) + 2] = 90;
        }
        return image;
    }
}
