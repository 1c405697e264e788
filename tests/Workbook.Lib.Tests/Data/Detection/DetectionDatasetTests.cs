using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tests.Support;
using Workbook.Data.Detection;
using Xunit;

namespace Workbook.Tests.Data.Detection;

public class DetectionDatasetTests
{
    [Fact]
    public void Load_ByHand_EveryField()
    {
        var set = GroundTruth.Load(GroundTruth.Text(), ProblemHandling.Strict);

        Assert.Equal([7L, 3], set.Images.Ids);
        Assert.Equal([100, 50], set.Images.Heights);
        Assert.Equal([200, 60], set.Images.Widths);
        Assert.Equal([10L, 30], set.Categories.Ids);
        Assert.Equal(["a", "c"], set.Categories.Names);
        Assert.Equal([FrequencyGroup.Frequent, FrequencyGroup.Rare], set.Categories.FrequencyGroups);
        Assert.Equal((1, -1), (set.Images.IndexOf(3), set.Images.IndexOf(4)));
        Assert.Equal((0, 1, -1), (set.Categories.IndexOf(10), set.Categories.IndexOf(30), set.Categories.IndexOf(20)));
        Assert.Equal([1], set.Images.NegativeCategories(0).ToArray());
        Assert.Equal([0], set.Images.NotExhaustiveCategories(0).ToArray());
        Assert.Equal([0], set.Images.PositiveCategories(1).ToArray());
        Assert.True(set.Images.NegativeCategories(1).IsEmpty);

        var annotations = set.Annotations;
        Assert.Equal([1L, 2, 3], annotations.Ids);
        Assert.Equal([0, 1, 1], annotations.Images);
        Assert.Equal([0, 0, 0], annotations.Categories);
        Assert.Equal([new BoxXywh(1, 2, 30, 40), new BoxXywh(0, 0, 60, 50), new BoxXywh(0.5, 0, 0, 0)], annotations.Boxes);
        Assert.Equal([600.5, 3, 0], annotations.Areas);
        Assert.Equal([false, true, false], annotations.IsCrowd);
        Assert.Equal([false, false, true], annotations.IsIgnored);
        Assert.Equal([[1, 2, 31, 2, 31.125, 42]], annotations.Segmentations.Polygons(0));
        Assert.Equal([2997u, 3], annotations.Segmentations.RunLengths(1).ToArray());
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(annotations.HasSegmentation));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(GroundTruth.Text()))), set.Sha256);
    }

    [Fact]
    public void ClassFrequency_ByHand_DividesByAnnotatedImages()
    {
        var set = GroundTruth.Load(GroundTruth.Text(images: GroundTruth.Images + """, {"id": 8, "height": 5, "width": 6}"""));

        Assert.Equal([2L, 0], set.CountImages());
        Assert.Equal(2, set.ClassFrequency().TotalImages);
        Assert.Equal(set.Sha256, set.ClassFrequency().Sha256);
        Assert.Throws<InvalidOperationException>(() => GroundTruth.Load(GroundTruth.Text(annotations: "")).ClassFrequency());
    }

    [Fact]
    public void Load_AddressInsteadOfName_FolderAndName() => Assert.Equal(
        ["train2017/000000391895.jpg", "b.jpg"],
        GroundTruth.Load(GroundTruth.Text(
            """{"id": 7, "height": 100, "width": 200, "coco_url": "http://images.cocodataset.org/train2017/000000391895.jpg"}, {"id": 3, "height": 50, "width": 60, "file_name": "b.jpg"}""")).Images.FileNames);

    // Counts and hash from the data folder's README; 93 = 100 images less the 7 without annotations.
    [Fact]
    public void Load_LvisVal100_FactsOfTheFile()
    {
        var path = SharedFiles.Path("data/lvis_val_100.json");
        var set = DetectionDataset.Load(path, ProblemHandling.Strict);

        Assert.Equal("f32e54e92c8d1f4fe8f788dc3fa31f3e7dc232962141035f5deabb163d2852a3", set.Sha256);
        Assert.Equal((100, 977, 1230), (set.Images.Count, set.Annotations.Count, set.Categories.Count));
        Assert.Equal([454, 461, 315], new[] { FrequencyGroup.Rare, FrequencyGroup.Common, FrequencyGroup.Frequent }.Select(group => set.Categories.FrequencyGroups.Count(g => g == group)));
        Assert.Equal(942, Enumerable.Range(0, 100).Sum(image => set.Images.NegativeCategories(image).Length));
        Assert.Equal(16, Enumerable.Range(0, 100).Sum(image => set.Images.NotExhaustiveCategories(image).Length));
        Assert.Equal(7, Enumerable.Range(0, 100).Count(image => set.Images.PositiveCategories(image).IsEmpty));
        Assert.Equal(190, set.CountImages().Count(count => count > 0));
        Assert.Equal(93, set.ClassFrequency().TotalImages);
        AssertSameNumbers(path, set);
    }

    [Theory]
    [InlineData("instances_train2017.json", 705, 6)]
    [InlineData("instances_val2017.json", 815, 11)]
    public void Load_CocoTiny_FactsOfTheFile(string file, int annotations, int crowds)
    {
        var path = SharedFiles.Path("data/real-photos/COCO_Tiny/annotations/" + file);
        var set = DetectionDataset.Load(path, ProblemHandling.Strict);

        Assert.Equal((80, annotations, 80), (set.Images.Count, set.Annotations.Count, set.Categories.Count));
        Assert.Equal(crowds, set.Annotations.IsCrowd.Count(isCrowd => isCrowd));
        Assert.All(set.Categories.FrequencyGroups, group => Assert.Equal(FrequencyGroup.None, group));
        AssertSameNumbers(path, set);
    }

    [Theory]
    [InlineData("oracle/coco/A/gt.json", 695)]
    [InlineData("oracle/lvis/A/gt_mod.json", 977)]
    public void Load_ReferenceSets_NothingIsLeftOut(string file, int annotations)
    {
        var path = SharedFiles.Path(file);
        var set = DetectionDataset.Load(path);

        Assert.Equal(annotations, set.Annotations.Count);
        Assert.Equal(0, set.Problems.Dropped);
        AssertSameNumbers(path, set);
    }

    // Against the framework's document model: the same annotations in the same order, numbers to the last bit.
    private static void AssertSameNumbers(string path, DetectionDataset set)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var i = 0;
        foreach (var annotation in document.RootElement.GetProperty("annotations").EnumerateArray())
        {
            Assert.Equal(annotation.GetProperty("id").GetInt64(), set.Annotations.Ids[i]);
            Assert.Equal(annotation.GetProperty("image_id").GetInt64(), set.Images.Ids[set.Annotations.Images[i]]);
            Assert.Equal(annotation.GetProperty("category_id").GetInt64(), set.Categories.Ids[set.Annotations.Categories[i]]);
            var box = set.Annotations.Boxes[i];
            Assert.Equal(Numbers(annotation.GetProperty("bbox")), new[] { box.X, box.Y, box.Width, box.Height });
            Assert.Equal(annotation.GetProperty("area").GetDouble(), set.Annotations.Areas[i]);
            AssertSameSegmentation(annotation.GetProperty("segmentation"), set.Annotations.Segmentations, i++);
        }
        Assert.Equal(i, set.Annotations.Count);
    }

    private static void AssertSameSegmentation(JsonElement expected, Segmentations actual, int i)
    {
        if (expected.ValueKind == JsonValueKind.Array)
            Assert.Equal(expected.EnumerateArray().Select(Numbers), actual.Polygons(i));
        else if (expected.GetProperty("counts").ValueKind == JsonValueKind.Array)
            Assert.Equal(Numbers(expected.GetProperty("counts")), actual.RunLengths(i).ToArray().Select(run => (double)run));
        else
            Assert.Equal(expected.GetProperty("counts").GetString(), Encoding.ASCII.GetString(actual.RunLengthText(i)));
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
