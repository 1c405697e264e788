using System.Text.Json;
using Tests.Support;
using Workbook.Data.Detection;
using Xunit;

namespace Workbook.Tests.Data.Detection;

public class DetectionResultsTests
{
    private const string Boxed = """{"image_id": 3, "category_id": 10, "score": 0.25, "bbox": [-5, 2.5, 300, 4]}""";
    private const string Masked = """{"image_id": 7, "category_id": 30, "score": 1e-3, "segmentation": {"size": [100, 200], "counts": [19990, 10]}}""";

    [Fact]
    public void Load_Boxes_ByHand()
    {
        var results = GroundTruth.LoadResults($"[{Boxed}, {Boxed}]", ProblemHandling.Strict);

        Assert.Equal([1, 1], results.Images);
        Assert.Equal([0, 0], results.Categories);
        Assert.Equal([0.25, 0.25], results.Scores);
        Assert.Equal(new BoxXywh(-5, 2.5, 300, 4), results.Boxes[0]);
        Assert.Equal((true, false, 2), (results.HasBoxes, results.HasSegmentations, results.Count));
    }

    [Fact]
    public void Load_Masks_ByHand()
    {
        var results = GroundTruth.LoadResults($"[{Masked}]", ProblemHandling.Strict);

        Assert.Equal((false, true, 1), (results.HasBoxes, results.HasSegmentations, results.Count));
        Assert.Equal([19990u, 10], results.Segmentations.RunLengths(0).ToArray());
        Assert.Equal(0.001, results.Scores[0]);
    }

    [Fact]
    public void Load_None_IsEmpty() => Assert.Equal(0, GroundTruth.LoadResults("[]").Count);

    [Fact]
    public void Load_UnknownIds_NamesThemAll()
    {
        var error = Assert.Throws<InvalidDataException>(() => GroundTruth.LoadResults(
            $"[{Boxed}, {Boxed.Replace("3,", "44,", StringComparison.Ordinal)}, {Boxed.Replace("3,", "43,", StringComparison.Ordinal)}, {Masked.Replace("30,", "31,", StringComparison.Ordinal)}]"));

        Assert.Equal(
            "results.json: got 2 detections with 2 ids of images (43, 44) and 1 detections with 1 ids of categories (31) that truth.json lacks. Expected detections on its images and of its categories: give the ground truth that they were made for.",
            error.Message);
    }

    [Theory]
    [InlineData(Masked, "missing bbox, which the first detection has")]
    [InlineData("""{"image_id": 3, "category_id": 10, "bbox": [1, 2, 3, 4]}""", "missing image_id, category_id or score")]
    [InlineData("""{"image_id": 3, "category_id": 10, "score": 1}""", "missing bbox and segmentation")]
    [InlineData("""{"image_id": 3, "category_id": 10, "score": 1, "bbox": [1, 2, -3, 4]}""", "box of negative width or height")]
    [InlineData("""{"image_id": 3, "category_id": 10, "score": 1, "bbox": [1, 2, 3, 4], "segmentation": {"size": [50, 61], "counts": [3050]}}""", "segmentation that has not the size of its image")]
    public void Load_FaultyDetection_IsLeftOutAndCounted(string detection, string what)
    {
        var results = GroundTruth.LoadResults($"[{Boxed}, {detection}, {Boxed}]");

        Assert.Equal(2, results.Count);
        var problem = Assert.Single(results.Problems);
        Assert.Equal(("detection with a " + what, true, "[1]"), (problem.What, problem.IsDropped, Assert.Single(problem.Examples)));
        Assert.Throws<InvalidDataException>(() => GroundTruth.LoadResults($"[{Boxed}, {detection}]", ProblemHandling.Strict));
    }

    [Fact]
    public void Load_GroundTruthInsteadOfResults_SaysWhatIsExpected()
    {
        var error = Assert.Throws<InvalidDataException>(() => GroundTruth.LoadResults(GroundTruth.Text()));

        Assert.StartsWith("results.json, byte 0: got an object, expected an array.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/lvis_val_100.json", "oracle/lvis/A/results_bbox.json")]
    [InlineData("data/lvis_val_100.json", "oracle/lvis/A/results_segm.json")]
    [InlineData("data/lvis_val_100.json", "oracle/lvis/A/results_both.json")]
    [InlineData("oracle/coco/A/gt.json", "oracle/coco/A/results_bbox.json")]
    [InlineData("oracle/coco/A/gt.json", "oracle/coco/A/results_segm.json")]
    [InlineData("oracle/coco/A/gt.json", "oracle/coco/A/results_both.json")]
    public void Load_ReferenceSets_SameAsTheDocumentModel(string truth, string file)
    {
        var path = SharedFiles.Path(file);
        var set = DetectionDataset.Load(SharedFiles.Path(truth));

        var results = DetectionResults.Load(path, set);

        Assert.Equal(0, results.Problems.Dropped);
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var i = 0;
        foreach (var detection in document.RootElement.EnumerateArray())
        {
            Assert.Equal(detection.GetProperty("image_id").GetInt64(), set.Images.Ids[results.Images[i]]);
            Assert.Equal(detection.GetProperty("category_id").GetInt64(), set.Categories.Ids[results.Categories[i]]);
            Assert.Equal(detection.GetProperty("score").GetDouble(), results.Scores[i]);
            Assert.Equal(results.HasBoxes, detection.TryGetProperty("bbox", out var box));
            if (results.HasBoxes)
                Assert.Equal(new BoxXywh(box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble()), results.Boxes[i]);
            i++;
        }
        Assert.Equal(i, results.Count);
    }
}
