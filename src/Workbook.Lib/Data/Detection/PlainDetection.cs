namespace Workbook.Data.Detection;

/// <summary>A detection with a box, as the file writes it.</summary>
internal struct PlainDetection
{
    public long ImageId;
    public long CategoryId;
    public double Score;
    public BoxXywh Box;
}
