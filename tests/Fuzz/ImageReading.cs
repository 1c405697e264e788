using Workbook.Data.Images;

namespace Fuzz;

/// <summary>Decodes images.</summary>
internal static class ImageReading
{
    public static byte[][] JpegSeeds { get; } = [JpegCodec.Encode(Gradient(), 90, JpegSampling.Half), JpegCodec.Encode(Gradient(), 40, JpegSampling.Full)];

    public static byte[][] PngSeeds { get; } = [PngCodec.Encode(Gradient())];

    public static void Image(byte[] input)
    {
        var image = ImageFile.Decode(input, "input");
        if (image.Height < 1 || image.Width < 1)
            throw new InvalidOperationException($"An image of {image.Height} x {image.Width}.");
    }

    private static RgbImage Gradient()
    {
        var image = new RgbImage(17, 23);
        for (var i = 0; i < image.Pixels.Length; i++)
            image.Pixels[i] = (byte)(i * 5);
        return image;
    }
}
