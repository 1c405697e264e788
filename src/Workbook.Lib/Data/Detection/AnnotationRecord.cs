namespace Workbook.Data.Detection;

/// <summary>An annotation as the file writes it.</summary>
internal struct AnnotationRecord
{
    public long Id;
    public long ImageId;
    public long CategoryId;
    public BoxXywh Box;
    public double Area;
    public bool IsCrowd;
    public bool IsIgnored;

    /// <summary>The place of the segmentation, or -1.</summary>
    public long Segmentation;
}
