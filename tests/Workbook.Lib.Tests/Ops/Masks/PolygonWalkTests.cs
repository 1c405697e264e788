using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

/// <summary>The fill, which computes only the crossings of columns, against a walk over every grid point of the outline.</summary>
public class PolygonWalkTests
{
    [Fact]
    public void FromPolygons_RandomPolygons_EqualsTheWalkOverEveryGridPoint()
    {
        var random = new Random(1_405_0312);
        for (var number = 0; number < 3_000; number++)
        {
            int height = random.Next(1, 40), width = random.Next(1, 40);
            var polygon = Polygon(random, height, width);

            var expected = Walk(polygon, height, width);
            Assert.Equal(expected, RunLengthMask.FromPolygons([polygon], height, width).ToBitmap());
        }
    }

    // Inside, across and far outside; on the grid of half and fifth pixels as often as between.
    private static double[] Polygon(Random random, int height, int width)
    {
        var polygon = new double[2 * random.Next(3, 12)];
        var (reach, grid) = (random.Next(3) == 0 ? 3.0 : random.Next(2) == 0 ? .2 : 0, random.Next(4) switch { 0 => 1, 1 => 2, 2 => 10, _ => 0 });
        for (var at = 0; at < polygon.Length; at++)
        {
            var value = ((random.NextDouble() * (1 + (2 * reach))) - reach) * (at % 2 == 0 ? width : height);
            polygon[at] = grid == 0 ? value : Math.Round(value * grid) / grid;
        }
        return polygon;
    }

    private static byte[] Walk(double[] polygon, int height, int width)
    {
        var isBoundary = new bool[(height * width) + 1];
        var previous = (X: 0, Y: 0);
        var points = polygon.Length / 2;
        for (var point = 0; point < points; point++)
            foreach (var next in Steps(OnGrid(point), OnGrid((point + 1) % points)))
            {
                var x = Math.Min(previous.X, next.X) - 2;
                if (previous.X != next.X && x >= 0 && x % 5 == 0 && x / 5 < width && (point > 0 || next != OnGrid(0)))
                {
                    var row = Math.Clamp(Math.Ceiling(((Math.Min(previous.Y, next.Y) + .5) / 5) - .5), 0, height);
                    isBoundary[(x / 5 * height) + (int)row] ^= true;
                }
                previous = next;
            }

        var bitmap = new byte[height * width];
        for (var (at, value) = (0, false); at < bitmap.Length; at++)
            bitmap[at] = (value ^= isBoundary[at]) ? (byte)1 : (byte)0;
        return bitmap;

        (int X, int Y) OnGrid(int point) => ((int)((5 * polygon[2 * point]) + .5), (int)((5 * polygon[(2 * point) + 1]) + .5));
    }

    // Every point of the longer axis, rounded on the other; always from the lower end of the longer axis.
    private static IEnumerable<(int X, int Y)> Steps((int X, int Y) from, (int X, int Y) to)
    {
        int dx = Math.Abs(to.X - from.X), dy = Math.Abs(to.Y - from.Y), length = Math.Max(dx, dy);
        if (length == 0)
            return [from];
        var isReversed = dx >= dy ? from.X > to.X : from.Y > to.Y;
        var (start, end) = isReversed ? (to, from) : (from, to);
        var steps = Enumerable.Range(0, length + 1).Select(step => dx >= dy
            ? (start.X + step, (int)(start.Y + ((double)(end.Y - start.Y) / dx * step) + .5))
            : ((int)(start.X + ((double)(end.X - start.X) / dy * step) + .5), start.Y + step));
        return isReversed ? steps.Reverse() : steps;
    }
}
