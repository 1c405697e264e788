using System.Text;
using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

public class MalformedMaskTests
{
    [Theory]
    [InlineData("42", "cover 6 pixels; expected 12")]
    [InlineData("427", "run 2 (character 2) the length 7; expected 0 to 6")]
    [InlineData("42L", "run 2 (character 2) the length -4")]
    [InlineData("42 ", "byte 32 at 2")]
    [InlineData("42p", "byte 112 at 2")]
    [InlineData("42é", "byte 195 at 2")]
    [InlineData("42\0", "byte 0 at 2")]
    [InlineData("42V", "ends within a number")]
    [InlineData("PPPPPPPP0", "more than 7 characters")]
    [InlineData("oooooooooooooooooooo0", "more than 7 characters")]
    [InlineData("", "cover 0 pixels")]
    public void Parse_MalformedText_SaysWhat(string text, string expected)
    {
        Assert.Contains(expected, Assert.Throws<FormatException>(() => RunLengthMask.Parse(text, 3, 4)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => RunLengthMask.Parse(Encoding.UTF8.GetBytes(text), 3, 4));
    }

    [Theory]
    [InlineData(new uint[] { 4, 2 }, "cover 6 pixels; expected 12")]
    [InlineData(new uint[] { 4, 9 }, "Run 1 of a mask of 3 x 4 has 9 pixels; expected at most 8")]
    [InlineData(new uint[] { uint.MaxValue, 13 }, "Run 0")]
    [InlineData(new uint[0], "cover 0 pixels")]
    public void FromCounts_RunsDoNotAddUp_SaysWhat(uint[] counts, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => RunLengthMask.FromCounts(counts, 3, 4)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(4, -1)]
    [InlineData(65_536, 65_536)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Mask_ImpossibleSize_IsRefused(int height, int width)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RunLengthMask.FromCounts([12], height, width));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunLengthMask.Parse("<", height, width));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunLengthMask.FromBitmap([1], height, width));
        Assert.Throws<ArgumentOutOfRangeException>(() => RunLengthMask.FromPolygons([[0, 0, 4, 0, 0, 4]], height, width));
    }

    [Fact]
    public void FromBitmap_WrongLength_IsRefused() => Assert.Throws<ArgumentException>(() => RunLengthMask.FromBitmap([1, 0, 1], 2, 2));

    [Fact]
    public void ToBitmap_MoreThanAnArrayHolds_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => RunLengthMask.FromCounts([uint.MaxValue], 65_535, 65_537).ToBitmap());

    [Fact]
    public void Union_DifferentSizes_IsRefused() =>
        Assert.Throws<ArgumentException>(() => RunLengthMask.Union(RunLengthMask.FromCounts([4], 2, 2), RunLengthMask.FromCounts([4], 4, 1)));
}
