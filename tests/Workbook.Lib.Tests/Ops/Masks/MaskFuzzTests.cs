using System.Globalization;
using Workbook.Ops.Masks;
using Xunit;

namespace Workbook.Tests.Ops.Masks;

/// <summary>
/// Random malformed input: a mask that agrees with itself, or one of the documented exceptions. <c>MASK_FUZZ_CASES</c> sets the cases of
/// each test (2,000 if absent), <c>MASK_FUZZ_SEED</c> the seed.
/// </summary>
public class MaskFuzzTests
{
    private static readonly int Cases = Setting("MASK_FUZZ_CASES", 2_000);
    private static readonly int Seed = Setting("MASK_FUZZ_SEED", 7);

    private static readonly double[] OddCoordinates =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, -0.0, 4.2e8, -4.2e8, 429_496_729, 1e9, .3, .5, -.1,
    ];

    [Fact]
    public void Parse_RandomText_IsAMaskOrAFormatError() => Run((random, height, width) =>
    {
        var text = new byte[random.Next(12)];
        random.NextBytes(text);
        if (random.Next(4) > 0)
            for (var at = 0; at < text.Length; at++)
                text[at] = (byte)(48 + (text[at] % (random.Next(2) == 0 ? 64 : 16)));
        return RunLengthMask.Parse(text, height, width);
    });

    [Fact]
    public void Parse_ChangedText_IsAMaskOrAFormatError() => Run((random, height, width) =>
    {
        var pixels = new byte[height * width];
        random.NextBytes(pixels);
        var text = RunLengthMask.FromBitmap([.. pixels.Select(pixel => (byte)(pixel & 1))], height, width).ToCompressedString().ToCharArray().ToList();
        for (var change = random.Next(4); change > 0 && text.Count > 0; change--)
            if (random.Next(3) == 0)
                text.RemoveAt(random.Next(text.Count));
            else
                text[random.Next(text.Count)] = (char)random.Next(40, 120);
        return RunLengthMask.Parse(string.Concat(text), height, width);
    });

    [Fact]
    public void FromCounts_RandomRuns_IsAMaskOrAnArgumentError() => Run((random, height, width) =>
    {
        var counts = new uint[random.Next(8)];
        for (var run = 0; run < counts.Length; run++)
            counts[run] = random.Next(20) == 0 ? uint.MaxValue - (uint)random.Next(3) : (uint)random.Next(height * width);
        if (counts.Length > 0 && random.Next(4) > 0)
            counts[^1] = (uint)(height * width) - (uint)counts.SkipLast(1).Sum(run => run);
        return RunLengthMask.FromCounts(counts, height, width);
    });

    [Fact]
    public void FromPolygons_RandomCoordinates_IsAMaskOrAnArgumentError() => Run((random, height, width) =>
    {
        var scale = Math.Pow(10, random.Next(-2, 9));
        var polygons = new double[random.Next(4)][];
        for (var polygon = 0; polygon < polygons.Length; polygon++)
        {
            polygons[polygon] = new double[random.Next(20)];
            for (var at = 0; at < polygons[polygon].Length; at++)
                polygons[polygon][at] = random.Next(60) == 0 ? OddCoordinates[random.Next(OddCoordinates.Length)] : ((2 * random.NextDouble()) - .5) * scale;
        }
        return RunLengthMask.FromPolygons(polygons, height, width);
    });

    private static void Run(Func<Random, int, int, RunLengthMask> make)
    {
        var masks = 0;
        for (var number = 0; number < Cases; number++)
        {
            var random = new Random(unchecked((Seed * 1_000_003) + number));
            try
            {
                RequireConsistent(make(random, random.Next(1, 30), random.Next(1, 30)));
                masks++;
            }
            catch (Exception error) when (error is FormatException or ArgumentException)
            {
            }
            catch (Exception error)
            {
                Assert.Fail($"Case {number} of seed {Seed}: {error}");
            }
        }
        Assert.InRange(masks, 1, Cases - 1);
    }

    private static void RequireConsistent(RunLengthMask mask)
    {
        Assert.Equal((long)mask.Height * mask.Width, mask.ToCounts().Sum(run => run));
        Assert.Equal(mask.ToBitmap().Sum(pixel => pixel), mask.Area);
        Assert.Equal(mask.ToCounts(), RunLengthMask.Parse(mask.ToCompressedString(), mask.Height, mask.Width).ToCounts());
        Assert.Equal(mask.Area > 0 ? 1 : 0, RunLengthMask.IoU(mask, mask, isCrowd: false));
        Assert.Equal(mask.Area, RunLengthMask.Intersection(mask, RunLengthMask.Union(mask, mask)).Area);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
