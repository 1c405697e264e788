using System.Runtime.InteropServices;

namespace Workbook.Data.Detection;

/// <summary>
/// Segmentations as the file writes them, packed into blocks of bytes: coordinates with at most two decimals as hundredths (4 bytes, exactly
/// the same numbers again), others as doubles; run lengths as numbers or as COCO's compressed text.
/// </summary>
/// <param name="Places">For each record the block (high 32 bits) and the offset in it, or -1 for none.</param>
/// <param name="Blocks">The bytes; see <see cref="SegmentationHead"/>.</param>
internal sealed record Segmentations(long[] Places, byte[][] Blocks)
{
    public static Segmentations Empty { get; } = new([], []);

    public int Count => Places.Length;

    public bool Has(int index) => Places[index] >= 0;

    public SegmentationKind KindOf(int index) => Has(index) ? HeadAt(Places[index]).Kind : SegmentationKind.None;

    /// <summary>Polygons as x0, y0, x1, y1, ... in pixels.</summary>
    public double[][] Polygons(int index)
    {
        var bytes = Open(index, SegmentationKind.Polygons, out var head);
        var lengths = MemoryMarshal.Cast<byte, int>(bytes[..(head.Count * sizeof(int))]);
        bytes = bytes[SegmentationHead.Padded(head.Count * sizeof(int))..];
        var polygons = new double[head.Count][];
        for (var (i, at) = (0, 0); i < polygons.Length; at += lengths[i], i++)
        {
            polygons[i] = new double[lengths[i]];
            if (head.IsHundredths)
                for (var k = 0; k < lengths[i]; k++)
                    polygons[i][k] = MemoryMarshal.Read<int>(bytes[((at + k) * sizeof(int))..]) / 100.0;
            else
                MemoryMarshal.Cast<byte, double>(bytes.Slice(at * sizeof(double), lengths[i] * sizeof(double))).CopyTo(polygons[i]);
        }
        return polygons;
    }

    /// <summary>Run lengths, zeros first, column by column.</summary>
    public ReadOnlySpan<uint> RunLengths(int index)
    {
        var bytes = Open(index, SegmentationKind.RunLengths, out var head);
        return MemoryMarshal.Cast<byte, uint>(bytes[..(head.Count * sizeof(uint))]);
    }

    /// <summary>COCO's compressed run lengths.</summary>
    public ReadOnlySpan<byte> RunLengthText(int index) => Open(index, SegmentationKind.RunLengthText, out var head)[..head.Count];

    internal SegmentationHead HeadAt(long place) => SegmentationHead.At(Blocks, place);

    private ReadOnlySpan<byte> Open(int index, SegmentationKind kind, out SegmentationHead head)
    {
        if (KindOf(index) != kind)
            throw new InvalidOperationException($"Segmentation {index} is kept as {KindOf(index)}, not as {kind}.");
        head = HeadAt(Places[index]);
        return Blocks[Places[index] >> 32].AsSpan((int)Places[index] + SegmentationHead.Size);
    }
}
