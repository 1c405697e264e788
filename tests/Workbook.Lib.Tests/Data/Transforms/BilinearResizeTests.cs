using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data.Images;
using Workbook.Data.Transforms;
using Workbook.Tests.Data.ImageFiles;
using Xunit;

namespace Workbook.Tests.Data.Transforms;

public sealed unsafe class BilinearResizeTests
{
    [Fact]
    public void Resize_SmallImages_PixelsOfPillow()
    {
        foreach (var peer in ImagePeer.Cases("resized"))
        {
            var resized = BilinearResize.Resize(Image(peer), (int)peer["newHeight"]!, (int)peer["newWidth"]!);
            Assert.Equal(ImagePeer.Unpacked(peer["resized"]!), resized.Pixels.ToArray());
        }
    }

    [Fact]
    public void Resize_Photos_PixelsOfPillow()
    {
        var folder = SharedFiles.Path("data/real-photos/COCO_Tiny");
        foreach (var photo in ImagePeer.Cases("photos"))
        {
            var image = ImageFile.Load(Path.Combine(folder, (string)photo["file"]!));
            var (height, width) = ResizeShortestEdge.Standard.Size(image.Height, image.Width, 800);
            Assert.Equal(((int)photo["height"]!, (int)photo["width"]!), (height, width));
            Assert.Equal((string)photo["enlarged"]!, ImagePeer.Hash(BilinearResize.Resize(image, height, width)));
            Assert.Equal((string)photo["reduced"]!, ImagePeer.Hash(BilinearResize.Resize(image, image.Height * 2 / 5, image.Width * 3 / 7)));
        }
    }

    [Fact]
    public void Resize_Flipped_MirrorOfTheResized()
    {
        foreach (var (height, width, newHeight, newWidth) in new[] { (9, 30, 20, 67), (40, 50, 7, 13), (6, 5, 6, 5), (80, 90, 1, 2) })
        {
            var image = SampleImages.Noise(height, width, 3);
            var plain = BilinearResize.Resize(image, newHeight, newWidth);
            var flipped = BilinearResize.Resize(image, newHeight, newWidth, isFlipped: true);
            for (var y = 0; y < newHeight; y++)
                for (var x = 0; x < newWidth; x++)
                    Assert.Equal(
                        plain.Pixels.Slice(((y * newWidth) + x) * 3, 3).ToArray(), flipped.Pixels.Slice(((y * newWidth) + newWidth - 1 - x) * 3, 3).ToArray());
        }
    }

    [Theory]
    [InlineData(40, 67)]
    [InlineData(40, 17)]
    [InlineData(900, 9)]
    [InlineData(5, 5)]
    public void HorizontalPass_WithoutVectors_SameBytes(int inputs, int outputs)
    {
        var row = SampleImages.Noise(1, inputs + HorizontalPass.Margin, 4).Pixels.ToArray();
        foreach (var isFlipped in new[] { false, true })
        {
            var pass = new HorizontalPass(inputs, outputs, isFlipped);
            var (fast, slow) = (new byte[outputs + HorizontalPass.Margin], new byte[outputs + HorizontalPass.Margin]);
            fixed (byte* from = row, to = fast, plain = slow)
            {
                pass.Apply(from, to);
                pass.ApplyOneByOne(from, plain);
            }
            Assert.Equal(slow[..outputs], fast[..outputs]);
        }
    }

    [Theory]
    [InlineData("torchvision")]
    [InlineData("detectron2")]
    public void NormalisedRows_AllValues_NumbersOfTheReference(string convention)
    {
        // A ramp whose channels differ, so that an exchange of two would show: red v, green 255 - v, blue v xor 1.
        var image = new RgbImage(2, 256);
        for (var i = 0; i < 512; i++)
            (image.Pixels[3 * i], image.Pixels[(3 * i) + 1], image.Pixels[(3 * i) + 2]) = ((byte)i, (byte)(255 - (i % 256)), (byte)(i ^ 1));
        var normalisation = convention == "torchvision" ? PixelNormalisation.Torchvision : PixelNormalisation.Detectron2;
        var planes = new float[3 * 3 * 300];
        fixed (float* to = planes)
            BilinearResize.Run(image, 2, 256, isFlipped: false, new NormalisedRows(normalisation, 256, to, 300, 900));
        Func<int, int>[] channels = [v => v, v => 255 - v, v => v ^ 1];
        if (convention == "detectron2")
            Array.Reverse(channels);
        for (var plane = 0; plane < 3; plane++)
        {
            var expected = ImagePeer.Normalised(convention, plane);
            for (var y = 0; y < 3; y++)
                for (var x = 0; x < 300; x++)
                    Assert.Equal(y < 2 && x < 256 ? expected[channels[plane](x)] : 0, planes[(plane * 900) + (y * 300) + x]);
        }
    }

    private static RgbImage Image(JObject peer) => ImagePeer.Image((int)peer["height"]!, (int)peer["width"]!, ImagePeer.Unpacked(peer["pixels"]!));
}
