namespace Workbook.Data.Detection;

/// <summary>A detection as the file writes it.</summary>
internal ref struct PlainDetection
{
    public long ImageId;
    public long CategoryId;
    public double Score;
    public BoxXywh Box;
    public int Height;
    public int Width;

    /// <summary>Compressed run lengths, with the backslashes that escape backslashes.</summary>
    public ReadOnlySpan<byte> Counts;
}
