namespace Workbook.Data.Detection;

/// <summary>How a segmentation is kept.</summary>
internal enum SegmentationKind : byte
{
    None,
    Polygons,
    RunLengths,
    RunLengthText,
}
