using Workbook.Data.Detection;
using Workbook.Data.Transforms;
using Workbook.Ops.Masks;
using Workbook.Tests.Data.ImageFiles;
using Xunit;

namespace Workbook.Tests.Data.Transforms;

public sealed class ImageGeometryTests
{
    // 100 x 200 to 50 x 400: y halves, x doubles.
    private static readonly ImageGeometry Plain = new(100, 200, 50, 400, IsFlipped: false);
    private static readonly ImageGeometry Flipped = Plain with { IsFlipped = true };

    [Fact]
    public void Box_ScaledAndFlipped_ByHand()
    {
        Assert.Equal((20, 10, 80, 30), Plain.Box(new BoxXywh(10, 20, 30, 40)));
        Assert.Equal((320, 10, 380, 30), Flipped.Box(new BoxXywh(10, 20, 30, 40)));
    }

    [Fact]
    public void Box_BeyondTheImage_CutOff()
    {
        Assert.Equal((0, 0, 400, 50), Plain.Box(new BoxXywh(-5, -5, 300, 300)));
        Assert.Equal((400, 25, 400, 50), Plain.Box(new BoxXywh(205, 50, 10, 60)));
        Assert.Equal((0, 25, 0, 50), Flipped.Box(new BoxXywh(205, 50, 10, 60)));
    }

    [Fact]
    public void Polygon_ScaledAndFlipped_ByHandAndNotCutOff()
    {
        Assert.Equal([-2, 1, 400, 50.5, 20, 0], Plain.Polygon([-1, 2, 200, 101, 10, 0]));
        Assert.Equal([402, 1, 0, 50.5, 380, 0], Flipped.Polygon([-1, 2, 200, 101, 10, 0]));
    }

    [Fact]
    public void Mask_ManySizes_PixelsOfPillow()
    {
        foreach (var peer in ImagePeer.Cases("nearest"))
        {
            var (height, width) = ((int)peer["height"]!, (int)peer["width"]!);
            var (newHeight, newWidth) = ((int)peer["newHeight"]!, (int)peer["newWidth"]!);
            var mask = RunLengthMask.FromBitmap(ByColumns(ImagePeer.Unpacked(peer["mask"]!), height, width, isFlipped: false), height, width);
            foreach (var isFlipped in new[] { false, true })
            {
                var resized = new ImageGeometry(height, width, newHeight, newWidth, isFlipped).Mask(mask);
                Assert.Equal(ByColumns(ImagePeer.Unpacked(peer["resized"]!), newHeight, newWidth, isFlipped), resized.ToBitmap());
            }
        }
    }

    [Fact]
    public void Mask_OfAnotherSize_Throws() =>
        Assert.Throws<ArgumentException>(() => Plain.Mask(RunLengthMask.FromBitmap(new byte[6], 2, 3)));

    private static byte[] ByColumns(byte[] rows, int height, int width, bool isFlipped)
    {
        var columns = new byte[rows.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                columns[(x * height) + y] = rows[(y * width) + (isFlipped ? width - 1 - x : x)];
        return columns;
    }
}
