using System.Text;

namespace Workbook.Ops.Masks;

/// <summary>
/// A binary mask as COCO's run-length encoding: pixels are counted column by column, pixel (x, y) has index x * height + y; the runs are
/// of zeros and ones in turn, the first of zeros. Immutable.
/// </summary>
/// <remarks>
/// Agrees with pycocotools (cocoapi 8c9bcc3) to the bit. Empty runs of a file are kept, as there. Where the reference is undefined or
/// leaves its memory (runs that do not add up, numbers beyond 32 bits), there is an exception. A mask has at most 2^32 - 1 pixels, for a
/// run is an unsigned 32-bit number in the format.
/// </remarks>
public sealed class RunLengthMask
{
    // The index behind each run: the runs added up. Pairs (2i, 2i + 1) are the start and the end of the runs of ones.
    private readonly uint[] _ends;
    private readonly RunBounds _bounds;

    private RunLengthMask(uint[] ends, int height, int width)
    {
        (_ends, Height, Width) = (ends, height, width);
        _bounds = RunBounds.Of(ends, height, width);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Number of pixels that are 1.</summary>
    public long Area => _bounds.Area;

    /// <summary>
    /// The smallest box around the pixels that are 1, in whole pixels; all 0 where there is none. As in the reference, a run that crosses columns counts as
    /// a full column, and an empty run of ones counts as the pixels on both of its sides.
    /// </summary>
    public (long X, long Y, long Width, long Height) Box => _bounds.Box;

    internal ref readonly RunBounds Bounds => ref _bounds;

    /// <summary>Number of runs, of zeros and of ones.</summary>
    public int RunCount => _ends.Length;

    /// <param name="counts">Lengths of the runs; they must add up to height x width.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The runs do not add up, or a mask cannot have this size.</exception>
    public static RunLengthMask FromCounts(ReadOnlySpan<uint> counts, int height, int width)
    {
        var pixels = MaskSize.Pixels(height, width);
        var ends = new uint[counts.Length];
        long position = 0;
        for (var run = 0; run < counts.Length; run++)
        {
            if (counts[run] > pixels - position)
                throw new ArgumentException(
                    $"Run {run} of a mask of {height} x {width} has {counts[run]} pixels; expected at most {pixels - position}, the pixels that are left.");
            ends[run] = (uint)(position += counts[run]);
        }
        return position == pixels ? new(ends, height, width) : throw new ArgumentException(
            $"The runs of a mask of {height} x {width} cover {position} pixels; expected {pixels}. Is it the size of another image?");
    }

    /// <summary>Reads COCO's compressed text.</summary>
    /// <exception cref="FormatException">The text is malformed, or its runs do not add up to height x width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A mask cannot have this size.</exception>
    public static RunLengthMask Parse(string counts, int height, int width) => Parse(Encoding.UTF8.GetBytes(counts), height, width);

    /// <summary>Reads COCO's compressed text in UTF-8.</summary>
    /// <inheritdoc cref="Parse(string, int, int)"/>
    public static RunLengthMask Parse(ReadOnlySpan<byte> counts, int height, int width) =>
        new(CompressedRuns.Parse(counts, MaskSize.Pixels(height, width)), height, width);

    /// <summary>
    /// The union of polygons, each filled as pycocotools does. Where the first has exactly 4 numbers all are boxes (x, y, width, height); an
    /// odd last coordinate is dropped.
    /// </summary>
    /// <param name="polygons">x0, y0, x1, y1, ... in pixels, each; they may leave the image.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">
    /// No polygon, a first one of fewer than 4 numbers, a coordinate that is not finite or beyond 429,496,729, one that crosses columns more
    /// than 30 million times, or a mask cannot have this size.
    /// </exception>
    public static RunLengthMask FromPolygons(IReadOnlyList<double[]> polygons, int height, int width)
    {
        if (polygons.Count == 0 || polygons[0].Length < 4)
            throw new ArgumentException(
                $"A mask needs polygons of at least 3 points (6 numbers); got {(polygons.Count == 0 ? "no polygon" : $"a first one of {polygons[0].Length} numbers")}.");
        return new(PolygonUnion.Fill(polygons, 0, polygons.Count, height, width), height, width);
    }

    /// <summary>A filled box, rasterised as the polygon of its corners.</summary>
    /// <exception cref="ArgumentException">A corner is not finite or beyond 429,496,729, or a mask cannot have this size.</exception>
    public static RunLengthMask FromBox((double X, double Y, double Width, double Height) box, int height, int width) =>
        new(PolygonUnion.FillBox([box.X, box.Y, box.Width, box.Height], height, width), height, width);

    /// <param name="pixels">Pixel (x, y) at index x * height + y; everything but 0 counts as 1.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The number of pixels is not height x width, or a mask cannot have this size.</exception>
    public static RunLengthMask FromBitmap(ReadOnlySpan<byte> pixels, int height, int width)
    {
        if (pixels.Length != MaskSize.Pixels(height, width))
            throw new ArgumentException($"A bitmap of {height} x {width} has {(long)height * width} pixels, got {pixels.Length}.", nameof(pixels));
        var boundaries = new BoundaryList(64);
        var isOne = false;
        for (var at = 0; at < pixels.Length; isOne = !isOne)
        {
            var length = isOne ? pixels[at..].IndexOf((byte)0) : pixels[at..].IndexOfAnyExcept((byte)0);
            if (length < 0)
                break;
            boundaries.Toggle((uint)(at += length));
        }
        return new(boundaries.ToRunEnds((uint)pixels.Length), height, width);
    }

    /// <summary>One byte a pixel, 0 or 1; pixel (x, y) at index x * height + y.</summary>
    /// <exception cref="InvalidOperationException">The mask has more pixels than an array has room.</exception>
    public byte[] ToBitmap()
    {
        if ((long)Height * Width > Array.MaxLength)
            throw new InvalidOperationException($"A mask of {Height} x {Width} has more pixels than an array can hold, {Array.MaxLength}.");
        var pixels = new byte[Height * Width];
        for (var run = 1; run < _ends.Length; run += 2)
            pixels.AsSpan((int)_ends[run - 1]..(int)_ends[run]).Fill(1);
        return pixels;
    }

    /// <summary>Lengths of the runs.</summary>
    public uint[] ToCounts()
    {
        var counts = new uint[_ends.Length];
        for (var run = 0; run < counts.Length; run++)
            counts[run] = _ends[run] - (run > 0 ? _ends[run - 1] : 0);
        return counts;
    }

    /// <summary>COCO's compressed text.</summary>
    public string ToCompressedString() => CompressedRuns.Write(_ends);

    /// <summary>The pixels of any of the two masks.</summary>
    /// <exception cref="ArgumentException">The masks have different sizes.</exception>
    public static RunLengthMask Union(RunLengthMask first, RunLengthMask second) => Merge(first, second, isIntersection: false);

    /// <summary>The pixels of both masks.</summary>
    /// <exception cref="ArgumentException">The masks have different sizes.</exception>
    public static RunLengthMask Intersection(RunLengthMask first, RunLengthMask second) => Merge(first, second, isIntersection: true);

    /// <summary>
    /// Intersection over union in [0, 1]; for a crowd the intersection over the detection's area. 0 where the boxes do not overlap, else -1
    /// for masks of different sizes, as in the reference. Allocates nothing.
    /// </summary>
    public static double IoU(RunLengthMask detection, RunLengthMask groundTruth, bool isCrowd)
    {
        if (!detection._bounds.Overlaps(groundTruth._bounds))
            return 0;
        if (detection.Height != groundTruth.Height || detection.Width != groundTruth.Width)
            return -1;
        var intersection = RunPairs.IntersectionArea(detection._ends, groundTruth._ends);
        if (intersection == 0)
            return 0;
        return (double)intersection / (isCrowd ? detection.Area : detection.Area + groundTruth.Area - intersection);
    }

    private static RunLengthMask Merge(RunLengthMask first, RunLengthMask second, bool isIntersection)
    {
        if (first.Height != second.Height || first.Width != second.Width)
            throw new ArgumentException($"Masks of one image have one size, got {first.Height} x {first.Width} and {second.Height} x {second.Width}.");
        return new(RunPairs.Merge(first._ends, second._ends, isIntersection), first.Height, first.Width);
    }
}
