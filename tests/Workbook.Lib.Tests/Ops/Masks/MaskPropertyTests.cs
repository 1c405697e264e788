using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

/// <summary>Run-length operations against the same operations pixel by pixel, on random masks from one pixel to some hundred, sparse to full.</summary>
public class MaskPropertyTests
{
    [Fact]
    public void Mask_RandomBitmaps_EncodeAndDecodeToThemselves() => ForRandomMasks((pixels, _, height, width) =>
    {
        var mask = RunLengthMask.FromBitmap(pixels, height, width);

        Assert.Equal(pixels, mask.ToBitmap());
        Assert.Equal(mask.ToCounts(), RunLengthMask.FromCounts(mask.ToCounts(), height, width).ToCounts());
        Assert.Equal(mask.ToCounts(), RunLengthMask.Parse(mask.ToCompressedString(), height, width).ToCounts());
        Assert.Equal(mask.ToCounts().Length, mask.RunCount);
        Assert.All(mask.ToCounts().Skip(1), run => Assert.NotEqual(0u, run));
    });

    [Fact]
    public void AreaAndBox_RandomBitmaps_ArePixelwise() => ForRandomMasks((pixels, _, height, width) =>
    {
        var mask = RunLengthMask.FromBitmap(pixels, height, width);
        var ones = Enumerable.Range(0, pixels.Length).Where(index => pixels[index] == 1).ToArray();

        Assert.Equal(ones.Length, mask.Area);
        if (ones.Length == 0)
        {
            Assert.Equal(default, mask.Box);
            return;
        }
        int left = ones.Min(index => index / height), top = ones.Min(index => index % height);
        int right = ones.Max(index => index / height), bottom = ones.Max(index => index % height);
        Assert.Equal((left, top, right - left + 1, bottom - top + 1), mask.Box);
    });

    [Fact]
    public void Merge_RandomBitmaps_IsPixelwise() => ForRandomMasks((first, second, height, width) =>
    {
        var (a, b) = (RunLengthMask.FromBitmap(first, height, width), RunLengthMask.FromBitmap(second, height, width));
        var (union, intersection) = (RunLengthMask.Union(a, b), RunLengthMask.Intersection(a, b));

        Assert.Equal(first.Zip(second, (x, y) => (byte)(x | y)), union.ToBitmap());
        Assert.Equal(first.Zip(second, (x, y) => (byte)(x & y)), intersection.ToBitmap());
        Assert.Equal(RunLengthMask.FromBitmap(union.ToBitmap(), height, width).ToCounts(), union.ToCounts());
        Assert.Equal(a.Area + b.Area, union.Area + intersection.Area);
    });

    [Fact]
    public void Merge_RandomBitmaps_FollowsDeMorgan() => ForRandomMasks((first, second, height, width) =>
    {
        var (a, b) = (RunLengthMask.FromBitmap(first, height, width), RunLengthMask.FromBitmap(second, height, width));

        Assert.Equal(Complement(RunLengthMask.Union(a, b)).ToBitmap(), RunLengthMask.Intersection(Complement(a), Complement(b)).ToBitmap());
        Assert.Equal(Complement(RunLengthMask.Intersection(a, b)).ToBitmap(), RunLengthMask.Union(Complement(a), Complement(b)).ToBitmap());
        Assert.Equal(a.ToBitmap(), RunLengthMask.Union(a, a).ToBitmap());
        Assert.Equal(0, RunLengthMask.Intersection(a, Complement(a)).Area);
    });

    [Fact]
    public void IoU_RandomBitmaps_IsPixelwise() => ForRandomMasks((first, second, height, width) =>
    {
        var (a, b) = (RunLengthMask.FromBitmap(first, height, width), RunLengthMask.FromBitmap(second, height, width));
        var intersection = first.Zip(second).Count(pair => pair is (1, 1));
        var union = first.Zip(second).Count(pair => pair is not (0, 0));

        Assert.Equal(intersection == 0 ? 0 : (double)intersection / union, RunLengthMask.IoU(a, b, isCrowd: false));
        Assert.Equal(intersection == 0 ? 0 : (double)intersection / first.Count(pixel => pixel == 1), RunLengthMask.IoU(a, b, isCrowd: true));
    });

    // Runs split by empty ones are the same pixels.
    [Fact]
    public void Mask_RunsSplitByEmptyOnes_HasTheSamePixels() => ForRandomMasks((first, second, height, width) =>
    {
        var (a, b) = (RunLengthMask.FromBitmap(first, height, width), RunLengthMask.FromBitmap(second, height, width));
        var split = RunLengthMask.FromCounts([.. a.ToCounts().SelectMany(run => new uint[] { run / 2, 0, run - (run / 2) })], height, width);

        Assert.Equal(a.ToBitmap(), split.ToBitmap());
        Assert.Equal(a.Area, split.Area);
        Assert.Equal(RunLengthMask.Union(a, b).ToCounts(), RunLengthMask.Union(split, b).ToCounts());
        Assert.Equal(RunLengthMask.Intersection(a, b).ToCounts(), RunLengthMask.Intersection(b, split).ToCounts());
        Assert.Equal(RunLengthMask.IoU(a, b, false), RunLengthMask.IoU(split, b, false));
    });

    private static RunLengthMask Complement(RunLengthMask mask) => RunLengthMask.FromCounts([0, .. mask.ToCounts()], mask.Height, mask.Width);

    private static void ForRandomMasks(Action<byte[], byte[], int, int> check)
    {
        var random = new Random(20_200_614);
        for (var pair = 0; pair < 400; pair++)
        {
            int height = random.Next(1, 24), width = random.Next(1, 24);
            check(Bitmap(height * width), Bitmap(height * width), height, width);
        }

        // Runs of a random mean length, so that columns are crossed too; the first value at random.
        byte[] Bitmap(int pixels)
        {
            var bitmap = new byte[pixels];
            var (value, change) = ((byte)random.Next(2), Math.Pow(10, -2.5 * random.NextDouble()));
            for (var at = 0; at < pixels; at++)
                bitmap[at] = value = random.NextDouble() < change ? (byte)(1 - value) : value;
            return bitmap;
        }
    }
}
