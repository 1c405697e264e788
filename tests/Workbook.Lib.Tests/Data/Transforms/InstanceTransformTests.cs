using System.Text;
using Workbook.Data.Detection;
using Workbook.Data.Transforms;
using Xunit;

namespace Workbook.Tests.Data.Transforms;

public sealed class InstanceTransformTests
{
    [Fact]
    public void Apply_EveryKindOfAnnotation_KeptAndDroppedAsByDetectron2()
    {
        var set = Load("""
            {"id": 1, "image_id": 5, "category_id": 9, "bbox": [10, 10, 20, 20], "area": 4, "iscrowd": 0, "segmentation": [[10, 10, 30, 10, 30, 30], [1, 2, 3, 4]]},
            {"id": 2, "image_id": 5, "category_id": 4, "bbox": [0, 0, 30, 20], "area": 4, "iscrowd": 1, "segmentation": {"size": [100, 200], "counts": [0, 200, 19800]}},
            {"id": 3, "image_id": 5, "category_id": 4, "bbox": [0, 0, 2, 100], "area": 200, "iscrowd": 0, "segmentation": {"size": [100, 200], "counts": [0, 200, 19800]}},
            {"id": 4, "image_id": 5, "category_id": 4, "bbox": [50, 50, 0, 10], "area": 4, "iscrowd": 0, "segmentation": [[50, 50, 50, 60, 50, 55]]},
            {"id": 5, "image_id": 5, "category_id": 4, "bbox": [50, 50, 5, 10], "area": 4, "iscrowd": 0, "segmentation": {"size": [100, 200], "counts": [20000]}},
            {"id": 6, "image_id": 6, "category_id": 4, "bbox": [1, 1, 5, 10], "area": 4, "iscrowd": 0, "segmentation": [[1, 1, 6, 1, 6, 11]]}
            """);
        var instances = new InstanceTransform(set).Apply(0, new ImageGeometry(100, 200, 50, 400, IsFlipped: true));

        Assert.Equal([0, 2], instances.Annotations);
        Assert.Equal(2, instances.Count);
        Assert.Equal([1, 0], instances.Categories);
        Assert.Equal([340, 5, 380, 15, 396, 0, 400, 50], instances.Boxes);
        Assert.Equal([[380, 5, 340, 5, 340, 15]], instances.Masks[0]!.Polygons!);
        Assert.Null(instances.Masks[0]!.Runs);
        Assert.Equal((396, 0, 4, 50), instances.Masks[1]!.Runs!.Box);
    }

    private static DetectionDataset Load(string annotations)
    {
        var json = $$"""
            {"images": [{"id": 5, "height": 100, "width": 200, "file_name": "a.jpg"}, {"id": 6, "height": 100, "width": 200, "file_name": "b.jpg"}],
             "categories": [{"id": 4, "name": "four"}, {"id": 9, "name": "nine"}], "annotations": [{{annotations}}]}
            """;
        return DetectionDataset.Load(new MemoryStream(Encoding.UTF8.GetBytes(json)), "test");
    }
}
