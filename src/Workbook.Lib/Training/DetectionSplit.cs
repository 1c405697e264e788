using Workbook.Data.Detection;

namespace Workbook.Training;

/// <summary>Images and objects of one split.</summary>
/// <param name="Dataset">The objects.</param>
/// <param name="Path">The file of an image, by its dense index.</param>
public sealed record DetectionSplit(DetectionDataset Dataset, Func<int, string> Path);
