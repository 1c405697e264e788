using Workbook.Data.Detection;

namespace Workbook.Training;

/// <summary>Images and objects of one split.</summary>
/// <param name="Dataset">The objects.</param>
/// <param name="Path">The file of an image, by its dense index.</param>
/// <param name="Ignored">For each image regions that background is not learned from: see <see cref="Models.DetectionTarget"/>; null for none.</param>
public sealed record DetectionSplit(DetectionDataset Dataset, Func<int, string> Path, IReadOnlyList<IReadOnlyList<BoxXywh>>? Ignored = null);
