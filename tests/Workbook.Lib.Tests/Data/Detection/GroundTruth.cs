using System.Text;
using Workbook.Data.Detection;

namespace Workbook.Tests.Data.Detection;

/// <summary>Small files written by hand.</summary>
internal static class GroundTruth
{
    public const string Images = """{"id": 7, "height": 100, "width": 200, "neg_category_ids": [30], "not_exhaustive_category_ids": [10]}, {"id": 3, "height": 50, "width": 60}""";
    public const string Categories = """{"id": 30, "name": "c", "frequency": "r"}, {"id": 10, "name": "a", "frequency": "f", "image_count": 2, "instance_count": 3}""";
    public const string Annotations =
        """{"id": 1, "image_id": 7, "category_id": 10, "bbox": [1, 2, 30, 40], "area": 600.5, "segmentation": [[1, 2, 31, 2, 31.125, 42]]}, """
        + """{"id": 2, "image_id": 3, "category_id": 10, "bbox": [0, 0, 60, 50], "area": 3, "iscrowd": 1, "segmentation": {"size": [50, 60], "counts": [2997, 3]}}, """
        + """{"id": 3, "image_id": 3, "category_id": 10, "bbox": [0.5, 0, 0, 0], "area": 0, "ignore": 1}""";

    public static string Text(string images = Images, string categories = Categories, string annotations = Annotations) =>
        $$"""{"info": {"a": [1, {}]}, "annotations": [{{annotations}}], "images": [{{images}}], "categories": [{{categories}}]}""";

    public static DetectionDataset Load(string text, ProblemHandling handling = ProblemHandling.Drop) =>
        DetectionDataset.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), "truth.json", handling);

    public static DetectionResults LoadResults(string text, ProblemHandling handling = ProblemHandling.Drop) =>
        DetectionResults.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), "results.json", Load(Text()), handling);
}
