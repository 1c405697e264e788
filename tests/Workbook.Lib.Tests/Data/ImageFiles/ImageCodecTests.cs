using Tests.Support;
using Workbook.Data.Images;
using Workbook.Data.Transforms;
using Xunit;

namespace Workbook.Tests.Data.ImageFiles;

public sealed class ImageCodecTests
{
    [Fact]
    public void EncodePng_Decoded_SameImage()
    {
        foreach (var (height, width) in new[] { (1, 1), (3, 200), (57, 31) })
        {
            var image = SampleImages.Noise(height, width, 5);
            Assert.Equal(image.Pixels.ToArray(), ImageFile.Decode(PngCodec.Encode(image), "own").Pixels.ToArray());
        }
    }

    [Theory]
    [InlineData(0, 1.5)]
    [InlineData(2, 2.5)]
    public void EncodeJpeg_Decoded_NearlyTheSameImage(int sampling, double tolerance)
    {
        var image = SampleImages.Gradient(40, 60);
        var decoded = ImageFile.Decode(JpegCodec.Encode(image, 95, (JpegSampling)sampling), "own");
        double sum = 0;
        for (var i = 0; i < image.Pixels.Length; i++)
            sum += Math.Abs(image.Pixels[i] - decoded.Pixels[i]);
        Assert.InRange(sum / image.Pixels.Length, 0, tolerance);
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegCodec.Encode(image, 0, JpegSampling.Half));
    }

    [Fact]
    public void Constructor_NoPixelsOrTooMany_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RgbImage(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RgbImage(1 << 15, 1 << 14));
    }

    [Fact]
    public void LoadReduced_Photo_SmallestEighthThatCovers()
    {
        var path = Path.GetTempFileName();
        try
        {
            var image = SampleImages.Gradient(160, 240);
            File.WriteAllBytes(path, JpegCodec.Encode(image, 95, JpegSampling.Full));
            (int Edge, int Height, int Width)[] cases =
                [(1, 20, 30), (20, 20, 30), (21, 40, 60), (61, 80, 120), (121, 140, 210), (160, 160, 240), (999, 160, 240)];
            foreach (var (edge, height, width) in cases)
            {
                var reduced = ImageFile.LoadReduced(path, edge);
                Assert.Equal((height, width), (reduced.Height, reduced.Width));
                for (var x = 0; x < width; x++)
                    Assert.InRange(reduced.Pixels[x * 3] - (255.0 * (x + 0.5) / width), -6, 6);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void LoadReduced_Photos_NearTheWholeImageScaledDown()
    {
        var folder = SharedFiles.Path("data/real-photos/COCO_Tiny/val2017");
        var differences = new List<double>();
        foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal).Take(20))
        {
            var whole = ImageFile.Load(path);
            var (height, width) = ResizeShortestEdge.Standard.Size(whole.Height, whole.Width, 200);
            var expected = BilinearResize.Resize(whole, height, width);
            var reduced = BilinearResize.Resize(ImageFile.LoadReduced(path, 200), height, width);
            double sum = 0;
            for (var i = 0; i < expected.Pixels.Length; i++)
                sum += Math.Abs(expected.Pixels[i] - reduced.Pixels[i]);
            differences.Add(sum / expected.Pixels.Length);
        }
        Assert.InRange(differences.Average(), 1, 3);
    }
}
