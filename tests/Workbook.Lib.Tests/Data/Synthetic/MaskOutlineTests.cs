using Workbook.Data;
using Workbook.Data.Synthetic;
using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Data.Synthetic;

public sealed class MaskOutlineTests
{
    [Fact]
    public void Trace_Rectangle_FourCornersClockwise() =>
        Assert.Equal([[1, 0, 3, 0, 3, 2, 1, 2]], Sorted(".11.", ".11.", "...."), Comparer);

    [Fact]
    public void Trace_PixelsThatTouchAtCorner_Apart() =>
        Assert.Equal([[0, 0, 1, 0, 1, 1, 0, 1], [1, 1, 2, 1, 2, 2, 1, 2]], Sorted("1.", ".1"), Comparer);

    // The walk's first corner is (3, 0), where the bridge to the nearest of the hole, (2, 1), begins; around the hole against the clock, and back.
    [Fact]
    public void Trace_Hole_JoinedByBridge()
    {
        var polygon = Assert.Single(Trace("111", "1.1", "111"));
        Assert.Equal([3, 0, 2, 1, 1, 1, 1, 2, 2, 2, 2, 1, 3, 0, 3, 3, 0, 3, 0, 0], polygon);
        Assert.Equal(8, TwiceArea(polygon) / 2);
    }

    [Fact]
    public void Trace_Nothing_NoPolygon() => Assert.Empty(Trace("..", ".."));

    [Fact]
    public void Trace_RandomMasks_FilledByTheRulesOfPycocotoolsGiveTheSamePixels()
    {
        var rng = new Rng(1);
        for (var round = 0; round < 300; round++)
        {
            var (height, width) = (1 + rng.NextInt(12), 1 + rng.NextInt(12));
            var density = rng.NextDouble();
            var owners = new int[height * width];
            var columns = new byte[height * width];
            for (var at = 0; at < owners.Length; at++)
            {
                owners[at] = rng.NextBool(density) ? 5 : rng.NextInt(5);
                columns[at % width * height + at / width] = owners[at] == 5 ? (byte)1 : (byte)0;
            }
            var polygons = MaskOutline.Trace(owners, width, 5);
            var pixels = columns.Count(value => value == 1);
            Assert.Equal(pixels, polygons.Sum(TwiceArea) / 2);
            if (pixels > 0)
                Assert.Equal(columns, RunLengthMask.FromPolygons(Array.ConvertAll(polygons, Doubles), height, width).ToBitmap());
        }
    }

    internal static double[] Doubles(int[] polygon) => Array.ConvertAll(polygon, value => (double)value);

    private static readonly IEqualityComparer<int[]> Comparer = EqualityComparer<int[]>.Create((a, b) => a!.AsSpan().SequenceEqual(b));

    private static int[][] Trace(params string[] rows) =>
        MaskOutline.Trace([.. string.Concat(rows).Select(c => c == '1' ? 1 : 0)], rows[0].Length, 1);

    // Each from its upper left corner.
    private static int[][] Sorted(params string[] rows) => Array.ConvertAll(Trace(rows), polygon =>
    {
        var first = Enumerable.Range(0, polygon.Length / 2).MinBy(i => (polygon[2 * i + 1], polygon[2 * i]));
        return (int[])[.. polygon[(2 * first)..], .. polygon[..(2 * first)]];
    });

    // Positive where the walk is clockwise, with y down.
    private static int TwiceArea(int[] polygon)
    {
        var sum = 0;
        for (var (i, j) = (0, polygon.Length - 2); i < polygon.Length; j = i, i += 2)
            sum += polygon[j] * polygon[i + 1] - polygon[i] * polygon[j + 1];
        return sum;
    }
}
