using System.Runtime.InteropServices;
using Workbook.Ops.Masks;

namespace Fuzz;

/// <summary>
/// Makes masks of bytes: height and width, a byte each, then the compressed text; or run lengths of four bytes; or polygons, of numbers
/// of eight bytes, each behind a byte that counts them.
/// </summary>
internal static class MaskReading
{
    private const int LargestSide = 40;

    public static byte[][] TextSeeds { get; } =
        [[12, 12, .. ">51L460N20KL32MN42KO50K15OLO50L040="u8], [12, 12, .. "`4"u8], [30, 20, .. RunLengthMask.FromCounts([30, 10, 20, 10, 530], 30, 20).ToCompressedString().Select(c => (byte)c)]];

    public static byte[][] CountSeeds { get; } = [Runs(12, 12, 22, 0, 0, 122), Runs(5, 4, 0, 3, 2, 7, 8), Runs(1, 1, 1)];

    public static byte[][] PolygonSeeds { get; } =
        [Polygon(12, 12, 0.3, 6.1, 1.8, 8, 11.1, 3.3), Polygon(20, 30, 1, 1, 9, 7), Polygon(30, 30, -4, 2, 50, 3, 20.5, 60, 1, 1), [.. Polygon(9, 9, 1, 1, 5, 1, 5, 5), .. Polygon(9, 9, 2, 2, 7, 2, 7, 7)[2..]]];

    public static byte[][] OddCoordinates { get; } = Array.ConvertAll(
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, -0.0, 4.2e8, -4.2e8, 429_496_729, 1e9, .3, .5, -.1], BitConverter.GetBytes);

    public static void Text(byte[] input) => RequireConsistent(RunLengthMask.Parse(Split(input, out var height, out var width), height, width));

    public static void Counts(byte[] input)
    {
        var bytes = Split(input, out var height, out var width);
        RequireConsistent(RunLengthMask.FromCounts(MemoryMarshal.Cast<byte, uint>(bytes), height, width));
    }

    public static void Polygons(byte[] input)
    {
        var bytes = Split(input, out var height, out var width);
        var polygons = new List<double[]>();
        while (bytes.Length > 1)
        {
            var count = Math.Min(bytes[0], (bytes.Length - 1) / sizeof(double));
            polygons.Add(MemoryMarshal.Cast<byte, double>(bytes.Slice(1, count * sizeof(double))).ToArray());
            bytes = bytes[(1 + count * sizeof(double))..];
        }
        RequireConsistent(RunLengthMask.FromPolygons(polygons, height, width));
    }

    private static ReadOnlySpan<byte> Split(byte[] input, out int height, out int width)
    {
        (height, width) = (input.Length > 0 ? input[0] % LargestSide : 0, input.Length > 1 ? input[1] % LargestSide : 0);
        return input.AsSpan(Math.Min(2, input.Length));
    }

    private static void RequireConsistent(RunLengthMask mask)
    {
        var counts = mask.ToCounts();
        Require((long)mask.Height * mask.Width == counts.Sum(run => run), "the runs do not cover the mask");
        Require(mask.ToBitmap().Sum(pixel => pixel) == mask.Area, "the area is not that of the pixels");
        Require(RunLengthMask.Parse(mask.ToCompressedString(), mask.Height, mask.Width).ToCounts().SequenceEqual(counts), "the text reads as another mask");
        Require(RunLengthMask.IoU(mask, mask, isCrowd: false) == (mask.Area > 0 ? 1 : 0), "the mask is not equal to itself");
        Require(RunLengthMask.Intersection(mask, RunLengthMask.Union(mask, mask)).Area == mask.Area, "the mask united with itself is another");
    }

    private static void Require(bool isSound, string what)
    {
        if (!isSound)
            throw new InvalidOperationException(what);
    }

    private static byte[] Runs(byte height, byte width, params uint[] counts) => [height, width, .. MemoryMarshal.AsBytes(counts.AsSpan())];

    private static byte[] Polygon(byte height, byte width, params double[] numbers) => [height, width, (byte)numbers.Length, .. MemoryMarshal.AsBytes(numbers.AsSpan())];
}
