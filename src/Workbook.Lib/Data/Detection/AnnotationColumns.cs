namespace Workbook.Data.Detection;

/// <summary>Annotations while they are read, one column a field.</summary>
internal sealed class AnnotationColumns
{
    public Column<long> Ids { get; } = new();

    public Column<long> ImageIds { get; } = new();

    public Column<long> CategoryIds { get; } = new();

    public Column<BoxXywh> Boxes { get; } = new();

    public Column<double> Areas { get; } = new();

    public Column<bool> IsCrowd { get; } = new();

    public Column<bool> IsIgnored { get; } = new();

    public Column<long> Segmentations { get; } = new();

    public void Add(in AnnotationRecord record)
    {
        Ids.Add(record.Id);
        ImageIds.Add(record.ImageId);
        CategoryIds.Add(record.CategoryId);
        Boxes.Add(record.Box);
        Areas.Add(record.Area);
        IsCrowd.Add(record.IsCrowd);
        IsIgnored.Add(record.IsIgnored);
        Segmentations.Add(record.Segmentation);
    }
}
