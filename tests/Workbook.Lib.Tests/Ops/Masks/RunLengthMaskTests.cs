using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

public class RunLengthMaskTests
{
    // 3 rows, 2 columns:  0 1
    //                     1 1
    //                     0 0   column by column: 0 1 0, 1 1 0.
    private static readonly byte[] Bitmap = [0, 1, 0, 1, 1, 0];

    [Fact]
    public void FromBitmap_Columns_AreRunsOfZerosAndOnes()
    {
        var mask = RunLengthMask.FromBitmap(Bitmap, height: 3, width: 2);

        Assert.Equal([1, 1, 1, 2, 1], mask.ToCounts());
        Assert.Equal(Bitmap, mask.ToBitmap());
        Assert.Equal(3, mask.Area);
        Assert.Equal((0, 0, 2, 2), mask.Box);
    }

    [Fact]
    public void FromBitmap_FirstPixelIsOne_BeginsWithAnEmptyRun() =>
        Assert.Equal([0, 1, 1, 2], RunLengthMask.FromBitmap([7, 0, 255, 1], 2, 2).ToCounts());

    // 40 = 01000 + 1 x 32: characters 48 + 32 + 8 = 'X' and '1'. 16 needs a second group, or it would read as -16: '`' and '0'.
    // From the fourth run on, differences: 1 - 5 = -4 = 11100 in five bits, 48 + 28 = 'L'; 6 - 2 = 4.
    [Theory]
    [InlineData(new uint[] { 4, 2, 6 }, "426")]
    [InlineData(new uint[] { 1, 2, 3, 6 }, "1234")]
    [InlineData(new uint[] { 0, 5, 6, 1 }, "056L")]
    [InlineData(new uint[] { 12 }, "<")]
    [InlineData(new uint[] { 0, 12 }, "0<")]
    public void ToCompressedString_TwelvePixels_AreGroupsOfFiveBits(uint[] counts, string text)
    {
        Assert.Equal(text, RunLengthMask.FromCounts(counts, 3, 4).ToCompressedString());
        Assert.Equal(counts, RunLengthMask.Parse(text, 3, 4).ToCounts());
    }

    [Theory]
    [InlineData(40, "X1")]
    [InlineData(16, "`0")]
    [InlineData(15, "?")]
    public void ToCompressedString_OneRun_TakesAsManyGroupsAsItsSignNeeds(int pixels, string text)
    {
        Assert.Equal(text, RunLengthMask.FromCounts([(uint)pixels], 1, pixels).ToCompressedString());
        Assert.Equal([(uint)pixels], RunLengthMask.Parse(text, 1, pixels).ToCounts());
    }

    [Fact]
    public void Box_RunAcrossColumns_HasAllRows() => Assert.Equal((0, 0, 2, 4), RunLengthMask.FromCounts([3, 3, 6], 4, 3).Box);

    [Fact]
    public void Box_RunWithinAColumn_HasItsRows() => Assert.Equal((1, 1, 1, 2), RunLengthMask.FromCounts([5, 2, 5], 4, 3).Box);

    [Fact]
    public void Box_NoPixel_IsEmpty() => Assert.Equal(default, RunLengthMask.FromCounts([12], 4, 3).Box);

    // The empty run at 5 counts as the pixels 5 = (1, 1) and 4 = (1, 0).
    [Fact]
    public void Box_EmptyRunOfOnes_CountsThePixelsOnBothSides()
    {
        var mask = RunLengthMask.FromCounts([5, 0, 7], 4, 3);

        Assert.Equal((1, 0, 1, 2), mask.Box);
        Assert.Equal(0, mask.Area);
        Assert.Equal([5, 0, 7], mask.ToCounts());
        Assert.Equal("507", mask.ToCompressedString());
    }

    // Pixels 2-7 and 5-9 of 12: 3 in both, 8 in any; the detection has 6.
    [Fact]
    public void IoU_Overlap_IsIntersectionOverUnionOrOverTheDetection()
    {
        var detection = RunLengthMask.FromCounts([2, 6, 4], 12, 1);
        var groundTruth = RunLengthMask.FromCounts([5, 5, 2], 12, 1);

        Assert.Equal(3.0 / 8, RunLengthMask.IoU(detection, groundTruth, isCrowd: false));
        Assert.Equal(3.0 / 6, RunLengthMask.IoU(detection, groundTruth, isCrowd: true));
        Assert.Equal(3.0 / 5, RunLengthMask.IoU(groundTruth, detection, isCrowd: true));
        Assert.Equal([2, 8, 2], RunLengthMask.Union(detection, groundTruth).ToCounts());
        Assert.Equal([5, 3, 4], RunLengthMask.Intersection(detection, groundTruth).ToCounts());
    }

    [Fact]
    public void IoU_NoCommonPixelInOverlappingBoxes_IsZero()
    {
        var diagonal = RunLengthMask.FromBitmap([1, 0, 0, 1], 2, 2);
        var other = RunLengthMask.FromBitmap([0, 1, 1, 0], 2, 2);

        Assert.Equal(0, RunLengthMask.IoU(diagonal, other, isCrowd: false));
        Assert.Equal(0, RunLengthMask.IoU(diagonal, other, isCrowd: true));
    }

    [Fact]
    public void IoU_DifferentSizes_IsMinusOneWhereBoxesOverlap()
    {
        var mask = RunLengthMask.FromCounts([0, 4], 2, 2);

        Assert.Equal(-1, RunLengthMask.IoU(mask, RunLengthMask.FromCounts([0, 6], 2, 3), isCrowd: false));
        Assert.Equal(0, RunLengthMask.IoU(mask, RunLengthMask.FromCounts([4, 2], 2, 3), isCrowd: false));
    }

    [Fact]
    public void IoU_Masks_AllocatesNothing()
    {
        var first = RunLengthMask.FromPolygons([[2, 2, 30, 5, 20, 38]], 40, 40);
        var second = RunLengthMask.FromPolygons([[5, 2, 38, 5, 10, 30]], 40, 40);
        Assert.InRange(RunLengthMask.IoU(first, second, false), .1, .9);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var pair = 0; pair < 100; pair++)
            RunLengthMask.IoU(first, second, isCrowd: pair % 2 == 0);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // 65,535 x 65,537 = 2^32 - 1 pixels, the most that fit.
    [Fact]
    public void Mask_LargestSize_DoesNotOverflow()
    {
        var all = RunLengthMask.FromCounts([0, uint.MaxValue], 65_535, 65_537);
        var box = RunLengthMask.FromBox((60_000, 50_000, 10_000, 10_000), 65_535, 65_537);

        Assert.Equal(uint.MaxValue, all.Area);
        Assert.Equal((0, 0, 65_537, 65_535), all.Box);
        Assert.Equal(5_537 * 10_000L, box.Area);
        Assert.Equal((60_000, 50_000, 5_537, 10_000), box.Box);
        Assert.Equal(box.Area / (double)uint.MaxValue, RunLengthMask.IoU(all, box, isCrowd: false));
        Assert.Equal([0, uint.MaxValue], RunLengthMask.Union(all, box).ToCounts());
        Assert.Equal(box.ToCounts(), RunLengthMask.Parse(box.ToCompressedString(), 65_535, 65_537).ToCounts());
        Assert.Equal([0, uint.MaxValue], RunLengthMask.Parse(all.ToCompressedString(), 65_535, 65_537).ToCounts());
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(0, 0)]
    public void Mask_NoPixels_HasNoArea(int height, int width)
    {
        RunLengthMask[] masks =
        [
            RunLengthMask.FromCounts([], height, width), RunLengthMask.FromCounts([0], height, width), RunLengthMask.Parse("", height, width),
            RunLengthMask.FromBitmap([], height, width), RunLengthMask.FromPolygons([[0, 0, 9, 0, 9, 9]], height, width),
        ];

        foreach (var mask in masks)
        {
            Assert.Equal((0L, (0L, 0L, 0L, 0L)), (mask.Area, mask.Box));
            Assert.Empty(mask.ToBitmap());
            Assert.Equal(0, RunLengthMask.IoU(mask, masks[0], isCrowd: false));
            Assert.Equal(0, RunLengthMask.Union(mask, masks[1]).Area);
        }
    }
}
