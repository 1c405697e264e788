using System.IO.Compression;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data;
using Workbook.Data.ImageNet;
using Workbook.Data.Images;
using Workbook.Data.Transforms;
using Xunit;

namespace Workbook.Tests.Data.ImageNet;

/// <summary>Parity with torchvision 0.14 on Pillow images, see tests/Peers/generate/imagenet_transforms.py.</summary>
public sealed class ImageNetTransformTests
{
    private static readonly JObject Peer = Read();

    [Fact]
    public void CropWindow_TorchvisionDraws_SameWindows()
    {
        var atCentre = 0;
        foreach (var item in Peer["crops"]!)
        {
            var (height, width) = ((int)item["height"]!, (int)item["width"]!);
            var sizes = item["attempts"]!.Select(draw => CropWindow.Size(height, width, (double)draw[0]!, (double)draw[1]!)).ToArray();
            var window = Window(item["window"]!);

            Assert.All(sizes[..^1], Assert.Null);
            if (sizes[^1] is { } size)
                Assert.Equal(size, (window.Height, window.Width));
            else
            {
                atCentre++;
                Assert.Equal(10, sizes.Length);
                Assert.Equal(window, CropWindow.Fallback(height, width));
            }
        }
        Assert.InRange(atCentre, 10, 50);
    }

    [Fact]
    public void Random_ManyDraws_LieInsideWithAreaAndRatioInRange()
    {
        var rng = new Rng(1);
        var (least, most) = (1.0, 0.0);
        for (var i = 0; i < 2000; i++)
        {
            var window = CropWindow.Random(120, 160, ref rng);

            Assert.True(window is { Top: >= 0, Left: >= 0 } && window.Top + window.Height <= 120 && window.Left + window.Width <= 160, $"{window}");
            Assert.InRange((double)window.Width / window.Height, 0.70, 1.40); // 3/4 to 4/3, sides rounded
            var area = (double)window.Width * window.Height / (120 * 160);
            (least, most) = (Math.Min(least, area), Math.Max(most, area));
        }
        Assert.InRange(least, 0.075, 0.12);
        Assert.InRange(most, 0.9, 1);
    }

    [Fact]
    public void TestImages_TorchvisionResizeAndCenterCrop_SamePixelsNormalised()
    {
        foreach (var item in Peer["tests"]!)
        {
            var after = Picture(item["after"]!);
            var images = new CroppedImages(new OnePicture(Picture(item["before"]!)), new CropRecipe((int)item["size"]!, 0.4), isTraining: false);
            var values = new float[3 * 56 * 56];
            var rng = new Rng(0);

            Assert.True(images.TryRead(0, values, ref rng));

            float[] mean = [0.485f, 0.456f, 0.406f], std = [0.229f, 0.224f, 0.225f];
            for (var i = 0; i < values.Length; i++)
            {
                var (channel, pixel) = (i / (56 * 56), i % (56 * 56));
                Assert.Equal((after.Pixels[3 * pixel + channel] / 255f - mean[channel]) / std[channel], values[i], 1e-6f);
            }
        }
    }

    [Fact]
    public void CutAndResize_TorchvisionResizedCrop_SamePixels()
    {
        foreach (var item in Peer["training"]!)
        {
            var part = CroppedImages.Cut(Picture(item["before"]!), Window(item["window"]!), []);
            var square = BilinearResize.Resize(part, (int)item["size"]!, (int)item["size"]!, (bool)item["isMirrored"]!);
            Assert.Equal(Picture(item["after"]!).Pixels.ToArray(), square.Pixels.ToArray());
        }
    }

    [Fact]
    public void ColourJitter_TorchvisionOperations_SamePixels()
    {
        foreach (var item in Peer["jitter"]!["after"]!)
        {
            var pixels = Picture(Peer["jitter"]!["before"]!).Pixels.ToArray();
            var factor = (float)item["factor"]!;
            switch ((string)item["operation"]!)
            {
                case "brightness":
                    ColourJitter.Brightness(pixels, factor);
                    break;
                case "contrast":
                    ColourJitter.Contrast(pixels, factor);
                    break;
                default:
                    ColourJitter.Saturation(pixels, factor);
                    break;
            }
            Assert.Equal(Picture(item).Pixels.ToArray(), pixels);
        }
    }

    [Fact]
    public void ColourJitter_ManyDraws_EveryOrderAndFactorsOnBothSides()
    {
        // A grey pixel: saturation changes nothing, and brightness and contrast change a uniform image by brightness alone.
        var rng = new Rng(2);
        var seen = new HashSet<byte>();
        for (var i = 0; i < 500; i++)
        {
            byte[] pixel = [100, 100, 100];
            ColourJitter.Apply(pixel, 0.4, ref rng);
            Assert.InRange(pixel[0], 59, 140);
            seen.Add(pixel[0]);
        }
        Assert.True(seen.Min() < 65 && seen.Max() > 135, $"{seen.Min()} to {seen.Max()}");
        byte[] same = [10, 200, 30];
        ColourJitter.Apply(same, 0, ref rng);
        Assert.Equal([10, 200, 30], same);
    }

    private static CropWindow Window(JToken numbers) => new((int)numbers[0]!, (int)numbers[1]!, (int)numbers[2]!, (int)numbers[3]!);

    private static RgbImage Picture(JToken item) =>
        new((int)item["height"]!, (int)item["width"]!, Convert.FromBase64String((string)item["pixels"]!));

    private static JObject Read()
    {
        using var file = new GZipStream(File.OpenRead(Repository.Path("tests/Peers/imagenet_transforms.json.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        return JObject.Parse(reader.ReadToEnd());
    }

    private sealed class OnePicture(RgbImage picture) : IPictures
    {
        public DataSource Source => Images.Source;

        public IReadOnlyList<string> ClassNames => ["it"];

        public int[] Labels => [0];

        public RgbImage Load(int index, byte[] buffer) => picture;
    }
}
