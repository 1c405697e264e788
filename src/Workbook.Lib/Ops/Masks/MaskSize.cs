namespace Workbook.Ops.Masks;

/// <summary>The sizes a mask can have.</summary>
internal static class MaskSize
{
    /// <summary>Pixels of a mask: a run is an unsigned 32-bit number, in COCO's format as here.</summary>
    public static uint Pixels(int height, int width)
    {
        if (height < 0 || width < 0 || (long)height * width > uint.MaxValue)
            throw new ArgumentOutOfRangeException(
                nameof(height), $"A mask's height and width must be at least 0 and give at most {uint.MaxValue} pixels, got {height} x {width}.");
        return (uint)((long)height * width);
    }
}
