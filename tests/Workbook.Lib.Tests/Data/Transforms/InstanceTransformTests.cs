using System.Text;
using Tests.Support;
using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Transforms;
using Xunit;

namespace Workbook.Tests.Data.Transforms;

public sealed class InstanceTransformTests
{
    private static readonly DetectionTransform Standard = new(ResizeShortestEdge.Standard, 0.5, PixelNormalisation.Torchvision, 32);

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

    [Fact]
    public void Apply_RealAnnotations_PolygonsFillTheirBoxes()
    {
        var set = DetectionDataset.Load(SharedFiles.Path("data/real-photos/COCO_Tiny/annotations/instances_train2017.json"));
        var transform = new InstanceTransform(set);
        var rng = new Rng(1);
        var objects = 0;
        for (var image = 0; image < set.Images.Count; image++)
        {
            var geometry = Standard.Draw(set.Images.Heights[image], set.Images.Widths[image], ref rng);
            var instances = transform.Apply(image, geometry);
            objects += instances.Count;
            for (var i = 0; i < instances.Count; i++)
            {
                var polygons = instances.Masks[i]!.Polygons!;
                var (xs, ys) = (polygons.SelectMany(Evens).ToArray(), polygons.SelectMany(polygon => Evens(polygon[1..])).ToArray());
                double[] extent = [xs.Min(), ys.Min(), xs.Max(), ys.Max()];
                // The file's boxes are the polygons' extents within 2 pixels, which scaling makes up to 5.
                for (var side = 0; side < 4; side++)
                    Assert.InRange(extent[side] - instances.Boxes[(4 * i) + side], -5, 5);
            }
        }
        // 705 annotations of which 6 are crowds.
        Assert.Equal(699, objects);

        static IEnumerable<double> Evens(double[] numbers) => numbers.Where((_, i) => i % 2 == 0);
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
