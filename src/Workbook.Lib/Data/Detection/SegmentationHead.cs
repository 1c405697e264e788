using System.Runtime.InteropServices;

namespace Workbook.Data.Detection;

/// <summary>What stands before the bytes of a segmentation.</summary>
/// <param name="Kind">What the bytes are. Polygons: their lengths (int), padded to 8 bytes, then all coordinates.</param>
/// <param name="IsHundredths">Whether coordinates are hundredths (int) or doubles.</param>
/// <param name="Count">Polygons, run lengths or bytes of text.</param>
/// <param name="Height">Of the mask that run lengths describe, in pixels.</param>
/// <param name="Width">Likewise.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SegmentationHead(SegmentationKind Kind, bool IsHundredths, int Count, int Height, int Width)
{
    public const int Size = 16;

    /// <summary>Whether the mask is as large as an image; polygons always fit.</summary>
    public bool FitsInto((int Height, int Width) size) => Kind == SegmentationKind.Polygons || (Height, Width) == size;

    /// <summary>The head at a place: a block (high 32 bits) and the offset in it.</summary>
    public static SegmentationHead At(IReadOnlyList<byte[]> blocks, long place) => MemoryMarshal.Read<SegmentationHead>(blocks[(int)(place >> 32)].AsSpan((int)place));

    /// <summary>The next multiple of 8.</summary>
    public static int Padded(int bytes) => (bytes + 7) & ~7;
}
