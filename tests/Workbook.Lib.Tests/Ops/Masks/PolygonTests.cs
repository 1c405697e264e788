using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

public class PolygonTests
{
    // Grid x 5 and 15: the columns 1 (7 to 8) and 2 (12 to 13) are crossed; grid y 5 and 15: rows (5 + 2) / 5 = 1 to (15 + 2) / 5 = 3, without 3.
    [Fact]
    public void FromPolygons_Square_IsFourPixels() =>
        Assert.Equal([5, 2, 2, 2, 9], RunLengthMask.FromPolygons([[1, 1, 3, 1, 3, 3, 1, 3]], height: 4, width: 5).ToCounts());

    // The hypotenuse falls from grid y 20 at x 0: y = 17 - 5x behind the crossing of column x, row (19 - 5x) / 5 = 3 - x.
    [Fact]
    public void FromPolygons_Triangle_HasThreeTwoOnePixels() =>
        Assert.Equal([0, 3, 1, 2, 2, 1, 7], RunLengthMask.FromPolygons([[0, 0, 4, 0, 0, 4]], 4, 4).ToCounts());

    // Column 0 is crossed between the grid columns 2 (x = .3) and 3 (x = .5).
    [Theory]
    [InlineData(.3, .5, 2)]
    [InlineData(.5, 1.2, 0)]
    [InlineData(-3, .5, 2)]
    [InlineData(-3, .3, 0)]
    public void FromPolygons_Sliver_CoversTheColumnsItsGridCrosses(double left, double right, long area) =>
        Assert.Equal(area, RunLengthMask.FromPolygons([[left, -5, right, -5, right, 50, left, 50]], 2, 3).Area);

    // Crossings at the rows 0, 1, 2 and 3 of both columns: the inner square is a hole.
    [Fact]
    public void FromPolygons_OutlineThatRunsTwice_IsEvenOdd()
    {
        double[] twice = [0, 0, 3, 0, 3, 3, 0, 3, 0, 0, 0, 1, 3, 1, 3, 2, 0, 2, 0, 1];

        Assert.Equal([0, 1, 1, 2, 1, 2, 1, 1], RunLengthMask.FromPolygons([twice], 3, 3).ToCounts());
    }

    [Fact]
    public void FromPolygons_SeveralPolygons_AreUnited()
    {
        double[] square = [0, 0, 2, 0, 2, 2, 0, 2];

        Assert.Equal(4, RunLengthMask.FromPolygons([square, square], 4, 4).Area);
        Assert.Equal(8, RunLengthMask.FromPolygons([square, [2, 2, 4, 2, 4, 4, 2, 4]], 4, 4).Area);
    }

    [Fact]
    public void FromPolygons_FirstHasFourNumbers_AreBoxes()
    {
        var box = RunLengthMask.FromBox((1, 0, 2, 3), 4, 4);

        Assert.Equal(6, box.Area);
        Assert.Equal(box.ToCounts(), RunLengthMask.FromPolygons([[1, 0, 2, 3]], 4, 4).ToCounts());
        Assert.Equal(7, RunLengthMask.FromPolygons([[1, 0, 2, 3], [3, 3, 1, 1]], 4, 4).Area);
    }

    [Fact]
    public void FromPolygons_OddLastCoordinate_IsDropped() => Assert.Equal(
        RunLengthMask.FromPolygons([[0, 0, 4, 0, 0, 4]], 4, 4).ToCounts(), RunLengthMask.FromPolygons([[0, 0, 4, 0, 0, 4, 2]], 4, 4).ToCounts());

    [Theory]
    [InlineData(new double[] { 1, 1, 1, 1, 1, 1 })]
    [InlineData(new double[] { 0, 0, 3, 3, 0, 0 })]
    [InlineData(new double[] { 0, 0, 3, 3, 1 })]
    [InlineData(new double[] { -9, -9, -2, -9, -2, -2 })]
    [InlineData(new double[] { 9, 9, 12, 9, 12, 12 })]
    public void FromPolygons_NothingInside_IsEmpty(double[] polygon) => Assert.Equal(0, RunLengthMask.FromPolygons([polygon], 4, 4).Area);

    [Fact]
    public void FromPolygons_FarOutside_CoversTheImage() =>
        Assert.Equal([0, 16], RunLengthMask.FromPolygons([[-4e8, -4e8, 4e8, -4e8, 4e8, 4e8, -4e8, 4e8]], 4, 4).ToCounts());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    [InlineData(-429_496_730)]
    public void FromPolygons_ImpossibleCoordinate_IsRefused(double coordinate)
    {
        var error = Assert.Throws<ArgumentException>(() => RunLengthMask.FromPolygons([[0, 0, 4, coordinate, 0, 4]], 4, 4));
        Assert.StartsWith("A polygon has the coordinate ", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RunLengthMask.FromBox((0, coordinate, 4, 4), 4, 4));
    }

    [Fact]
    public void FromPolygons_NoPolygon_IsRefused()
    {
        Assert.Contains("no polygon", Assert.Throws<ArgumentException>(() => RunLengthMask.FromPolygons([], 4, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("2 numbers", Assert.Throws<ArgumentException>(() => RunLengthMask.FromPolygons([[1, 1]], 4, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("6 numbers", Assert.Throws<ArgumentException>(
            () => RunLengthMask.FromPolygons([[1, 1, 2, 2], [1, 1, 2, 1, 2, 2]], 4, 4)).Message, StringComparison.Ordinal);
    }

    // Two edges of the image's width each.
    [Fact]
    public void FromPolygons_AbsurdlyWide_IsRefused() => Assert.Contains("4000000000", Assert.Throws<ArgumentException>(
        () => RunLengthMask.FromPolygons([Enumerable.Repeat(new double[] { 0, 0, 4e8, 1 }, 5).SelectMany(points => points).ToArray()], 1, 2_000_000_000)).Message,
        StringComparison.Ordinal);
}
