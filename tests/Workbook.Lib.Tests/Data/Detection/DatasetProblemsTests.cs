using Workbook.Data.Detection;
using Xunit;

namespace Workbook.Tests.Data.Detection;

public class DatasetProblemsTests
{
    private const string Good = """{"id": 1, "image_id": 7, "category_id": 10, "bbox": [1, 2, 30, 40], "area": 600}""";

    [Theory]
    [InlineData("\"id\": 1, ", "", "without id, image_id, category_id or area", "annotations[1]")]
    [InlineData(", \"area\": 600", "", "without id, image_id, category_id or area", "annotations[1]")]
    [InlineData("\"id\": 1", "\"id\": 5", "whose id another has", "annotation 5, image 7")]
    [InlineData("\"image_id\": 7", "\"image_id\": 70", "on an image that is not listed", "annotation 1: image 70")]
    [InlineData("\"category_id\": 10", "\"category_id\": 11", "of a category that is not listed", "annotation 1: category 11")]
    [InlineData("[1, 2, 30, 40]", "[1, 2, 30]", "box that has not four numbers", "annotation 1")]
    [InlineData("[1, 2, 30, 40]", "[]", "without bbox", "annotation 1")]
    [InlineData("[1, 2, 30, 40]", "[1, 2, -30, 40]", "box of negative width or height", "annotation 1")]
    [InlineData("[1, 2, 30, 40]", "[1, 2, 1e200, 1e200]", "box of infinite extent", "annotation 1")]
    [InlineData("[1, 2, 30, 40]", "[1, 2, 200.5, 40]", "reaches more than a pixel outside", "annotation 1: x 1, y 2, width 200.5, height 40 in 200 x 100")]
    [InlineData("[1, 2, 30, 40]", "[1, -1.5, 30, 40]", "reaches more than a pixel outside", "y -1.5")]
    [InlineData("600", "-1", "of negative area", "annotation 1: -1")]
    [InlineData("600", "600, \"segmentation\": {\"size\": [100, 200]}", "without size and counts", "annotation 1")]
    [InlineData("600", "600, \"segmentation\": {\"size\": [100, 200], \"counts\": [19999]}", "do not add up", "annotation 1")]
    [InlineData("600", "600, \"segmentation\": {\"size\": [50, 60], \"counts\": [3000]}", "has not the size of its image", "annotation 1, image 7")]
    [InlineData("600", "600, \"segmentation\": {\"size\": [100, 200], \"counts\": \"!\"}", "cannot be decoded", "annotation 1")]
    public void Load_FaultyAnnotation_IsLeftOutAndCounted(string part, string instead, string what, string where)
    {
        var text = GroundTruth.Text(categories: """{"id": 10}""", annotations: Good.Replace("\"id\": 1", "\"id\": 5", StringComparison.Ordinal) + ", " + Good.Replace(part, instead, StringComparison.Ordinal));
        var images = "neg_category_ids\": [30]";
        text = text.Replace(images, "neg_category_ids\": []", StringComparison.Ordinal);

        var set = GroundTruth.Load(text);

        Assert.Equal([5L], set.Annotations.Ids);
        var problem = Assert.Single(set.Problems);
        Assert.Equal((true, 1L), (problem.IsDropped, problem.Count));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(where, Assert.Single(problem.Examples), StringComparison.Ordinal);
        Assert.Equal(1, set.Problems.Dropped);
        var error = Assert.Throws<InvalidDataException>(() => GroundTruth.Load(text, ProblemHandling.Strict));
        Assert.Contains("truth.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id": 7, "height": 1, "width": 2}""", """{"id": 30}, {"id": 10}""", "image whose id another has")]
    [InlineData("""{"id": 8, "height": 1}""", """{"id": 30}, {"id": 10}""", "image without id, height or width")]
    [InlineData("""{"id": 8, "height": 1, "width": 0}""", """{"id": 30}, {"id": 10}""", "image without extent")]
    [InlineData("""{"id": 8, "height": 1, "width": 1, "neg_category_ids": [4]}""", """{"id": 30}, {"id": 10}""", "entry of neg_category_ids that is no category")]
    [InlineData("""{"id": 8, "height": 1, "width": 1}""", """{"id": 30}, {"id": 10}, {"id": 30}""", "category whose id another has")]
    [InlineData("""{"id": 8, "height": 1, "width": 1}""", """{"id": 30}, {"id": 10}, {"name": "x"}""", "category without id")]
    public void Load_FaultyImageOrCategory_IsLeftOutAndCounted(string image, string categories, string what)
    {
        var set = GroundTruth.Load(GroundTruth.Text(GroundTruth.Images + ", " + image, categories));

        var problem = Assert.Single(set.Problems);
        Assert.Equal((what, true, 1L), (problem.What, problem.IsDropped, problem.Count));
        Assert.Equal((3, 2), (set.Annotations.Count, set.Categories.Count));
    }

    [Theory]
    [InlineData("\"image_count\": 2", "\"image_count\": 3", "category 10: 3, counted 2")]
    [InlineData("\"instance_count\": 3", "\"instance_count\": 9", "category 10: 9, counted 3")]
    [InlineData("\"frequency\": \"f\"", "\"frequency\": \"x\"", "category 10: \"x\"")]
    [InlineData("\"neg_category_ids\": [30]", "\"neg_category_ids\": [30, 10]", "image 7, category 10")]
    [InlineData("[[1, 2, 31, 2, 31.125, 42]]", "[[1, 2, 31, 2, 31]]", "annotation 1")]
    public void Load_OddRecord_IsKeptAndCounted(string part, string instead, string where)
    {
        var text = GroundTruth.Text().Replace(part, instead, StringComparison.Ordinal);

        var set = GroundTruth.Load(text);

        var problem = Assert.Single(set.Problems);
        Assert.Equal((false, where), (problem.IsDropped, Assert.Single(problem.Examples)));
        Assert.Equal((0, 3), (set.Problems.Dropped, set.Annotations.Count));
        Assert.Throws<InvalidDataException>(() => GroundTruth.Load(text, ProblemHandling.Strict));
    }

    [Fact]
    public void ToString_ManyProblems_OneLineAKindWithCountAndFirstPlaces()
    {
        var faulty = string.Join(", ", Enumerable.Range(100, 8).Select(id => Good.Replace("\"id\": 1", $"\"id\": {id}", StringComparison.Ordinal).Replace("600", "-1", StringComparison.Ordinal)));

        var text = GroundTruth.Load(GroundTruth.Text(annotations: GroundTruth.Annotations + ", " + faulty)).Problems.ToString();

        Assert.Equal(
            "truth.json: 1 kind of problems\n- 8 x annotation of negative area (left out): annotation 100: -1; annotation 101: -1; annotation 102: -1; annotation 103: -1; annotation 104: -1; ...",
            text);
    }

    [Fact]
    public void ToString_NoProblem_SaysSo() => Assert.Equal("truth.json: no problems.", GroundTruth.Load(GroundTruth.Text()).Problems.ToString());
}
