using System.Runtime.InteropServices;

namespace Workbook.Data.Detection;

/// <summary>Packs segmentations one after the other; see <see cref="Segmentations"/>.</summary>
internal sealed class SegmentationBuilder
{
    private const int BlockBytes = 1 << 20;
    private readonly List<byte[]> _blocks = [];
    private int _used = BlockBytes;

    /// <param name="lengths">Numbers in each polygon.</param>
    /// <param name="coordinates">All of them.</param>
    /// <returns>The place.</returns>
    public long AddPolygons(ReadOnlySpan<int> lengths, ReadOnlySpan<double> coordinates)
    {
        var isHundredths = true;
        foreach (var value in coordinates)
            isHundredths &= IsHundredths(value);
        var head = SegmentationHead.Padded(lengths.Length * sizeof(int));
        var bytes = Open(
            new SegmentationHead(SegmentationKind.Polygons, isHundredths, lengths.Length, 0, 0),
            checked(head + coordinates.Length * (isHundredths ? sizeof(int) : sizeof(double))), out var place);
        MemoryMarshal.AsBytes(lengths).CopyTo(bytes);
        if (!isHundredths)
        {
            MemoryMarshal.AsBytes(coordinates).CopyTo(bytes[head..]);
            return place;
        }
        var hundredths = MemoryMarshal.Cast<byte, int>(bytes[head..]);
        for (var i = 0; i < coordinates.Length; i++)
            hundredths[i] = (int)Math.Round(coordinates[i] * 100);
        return place;
    }

    public long AddRunLengths(ReadOnlySpan<uint> runs, int height, int width)
    {
        var bytes = Open(new SegmentationHead(SegmentationKind.RunLengths, false, runs.Length, height, width), checked(runs.Length * sizeof(uint)), out var place);
        MemoryMarshal.AsBytes(runs).CopyTo(bytes);
        return place;
    }

    public long AddRunLengthText(ReadOnlySpan<byte> text, int height, int width)
    {
        text.CopyTo(Open(new SegmentationHead(SegmentationKind.RunLengthText, false, text.Length, height, width), text.Length, out var place));
        return place;
    }

    public SegmentationHead HeadAt(long place) => SegmentationHead.At(_blocks, place);

    /// <summary>What was packed; the builder is not to be used after it.</summary>
    public Segmentations Build(long[] places) => new(places, [.. _blocks]);

    // Whether the number of hundredths, divided by 100, is this double again (and not -0).
    private static bool IsHundredths(double value)
    {
        var hundredths = Math.Round(value * 100);
        return Math.Abs(hundredths) <= int.MaxValue && BitConverter.DoubleToInt64Bits((int)hundredths / 100.0) == BitConverter.DoubleToInt64Bits(value);
    }

    private Span<byte> Open(SegmentationHead head, int length, out long place)
    {
        var size = checked(SegmentationHead.Size + length);
        if (_used + (long)size > BlockBytes)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(size, BlockBytes)));
            _used = 0;
        }
        place = ((long)(_blocks.Count - 1) << 32) | (uint)_used;
        var bytes = _blocks[^1].AsSpan(_used, size);
        MemoryMarshal.Write(bytes, head);
        _used += SegmentationHead.Padded(size);
        return bytes[SegmentationHead.Size..];
    }
}
