using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

public class RunBoundsTests
{
    [Fact]
    public void OfBox_RandomBoxes_HoldsTheMask()
    {
        const int height = 23, width = 31;
        var random = new Random(5);
        var drawn = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var step = random.Next(3) switch { 0 => 1.0, 1 => 0.2, _ => 0.01 };
            var box = (At(-12, 40), At(-12, 35), At(0, 45), At(0, 40));
            var mask = RunLengthMask.FromBox(box, height, width);
            var (around, least) = RunBounds.OfBox(box, (height, width));
            Assert.InRange(mask.Area, least, around.Area);
            if (mask.Area == 0)
                continue;
            drawn++;
            var bounds = mask.Bounds;
            Assert.True(
                around.Left <= bounds.Left && around.Top <= bounds.Top && around.Right >= bounds.Right && around.Bottom >= bounds.Bottom,
                $"{box}: {bounds} is not within {around}");

            double At(int low, int high) => Math.Round((low + random.NextDouble() * (high - low)) / step) * step;
        }
        Assert.InRange(drawn, 10_000, 20_000);
    }

    [Fact]
    public void MayOverlapByHalf_RandomMasks_MissesNone()
    {
        const int height = 9, width = 12;
        var random = new Random(6);
        var (possible, overlapping) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var box = (random.Next(-2, 8), random.Next(-2, 6), random.Next(1, 9), random.Next(1, 8));
            var near = (box.Item1 + random.Next(-2, 3), box.Item2 + random.Next(-2, 3), Math.Max(1, box.Item3 + random.Next(-2, 3)), Math.Max(1, box.Item4 + random.Next(-2, 3)));
            var (first, second) = (RunLengthMask.FromBox(box, height, width), RunLengthMask.FromBox(near, height, width));
            if (random.Next(2) == 0)
                second = RunLengthMask.Intersection(second, RunLengthMask.FromPolygons([[0, 0, 12, 0, 12, 9]], height, width));
            var isCrowd = random.Next(4) == 0;
            var mayOverlap = first.Bounds.MayOverlapByHalf(first.Area, second.Bounds, isCrowd);
            var (around, least) = RunBounds.OfBox(box, (height, width));
            if (RunLengthMask.IoU(first, second, isCrowd) >= 0.5)
            {
                overlapping++;
                Assert.True(mayOverlap, $"{box} and {near}, {(isCrowd ? "crowd" : "object")}");
                Assert.True(around.MayOverlapByHalf(least, second.Bounds, isCrowd), $"around {box} and {near}, {(isCrowd ? "crowd" : "object")}");
            }
            possible += mayOverlap ? 1 : 0;
        }
        Assert.InRange(overlapping, 3_000, possible);
        Assert.InRange(possible, overlapping, 15_000);
    }
}
