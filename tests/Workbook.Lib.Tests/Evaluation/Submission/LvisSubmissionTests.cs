using System.Globalization;
using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;
using Workbook.Evaluation.Submission;
using Xunit;

namespace Workbook.Tests.Evaluation.Submission;

public sealed class LvisSubmissionTests : IDisposable
{
    // Images of 2 x 3 pixels, without annotations, as a test set's.
    private const string Truth = """
        {"images": [{"id": 7, "height": 2, "width": 3}, {"id": 8, "height": 2, "width": 3}], "categories": [{"id": 1, "name": "cup", "image_count": 5}, {"id": 20, "name": "saucer"}]}
        """;

    // Three columns: the middle one, as compressed run lengths (2, 2, 2), and the first (0, 2, 4).
    private const string Middle = """{"size": [2, 3], "counts": "222"}""";
    private const string First = """{"size": [2, 3], "counts": "024"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("submission-").FullName;
    private readonly DetectionDataset _set;

    public LvisSubmissionTests() => _set = DetectionDataset.LoadImages(Put("image-info.json", Truth), ProblemHandling.Strict);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_MasksOfEveryForm_CompressedWithoutBoxes()
    {
        var written = Written(
            $$"""{"image_id": 8, "category_id": 20, "bbox": [1, 0, 1, 2], "score": 0.25, "segmentation": {{Middle}}}""",
            """{"image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 2], "score": 1, "segmentation": {"size": [2, 3], "counts": [0, 2, 4]}}""",
            """{"image_id": 7, "category_id": 1, "bbox": [0, 0, 1, 2], "score": 0.125, "segmentation": [[0, 0, 1, 0, 1, 2, 0, 2]]}""");

        Assert.Equal(
            """[{"image_id":8,"category_id":20,"score":0.25,"segmentation":{"size":[2,3],"counts":"222"}},"""
            + """{"image_id":7,"category_id":1,"score":1.0,"segmentation":{"size":[2,3],"counts":"024"}},"""
            + """{"image_id":7,"category_id":1,"score":0.125,"segmentation":{"size":[2,3],"counts":"024"}}]""", written);
    }

    [Fact]
    public void Write_MoreThan300OfAnImage_BestKeptInOrder()
    {
        // 0.001 to 0.302: the two first are the lowest. The other image keeps its one.
        var many = Enumerable.Range(1, 302).Select(n => Detection(7, 1, (n / 1000.0).ToString(CultureInfo.InvariantCulture), First)).Append(Detection(8, 1, "0.0001", First)).ToArray();

        var written = JArray.Parse(Written(many));

        Assert.Equal([.. Enumerable.Range(3, 300).Select(n => n / 1000.0), 0.0001], written.Select(detection => (double)detection["score"]!));
        var summary = LvisSubmission.Write(In("results.json"), _set, In("submission.json"));
        Assert.Equal((301, 1, 2, 2, 2), (summary.Detections, summary.Categories, summary.Images, summary.AllImages, summary.LeftOut));
    }

    [Theory]
    [InlineData("", "file without detections")]
    [InlineData("""{"image_id": 7, "category_id": 1, "score": 0.5, "bbox": [0, 0, 1, 2]}""", "file of boxes only")]
    [InlineData("""{"image_id": 7, "category_id": 1, "score": 1.5, "segmentation": {"size": [2, 3], "counts": "222"}}""", "score outside [0, 1]: divide all scores by the largest, which changes no average precision (kept): [0], image 7, category 1, score 1.5")]
    [InlineData("""{"image_id": 7, "category_id": 1, "score": -0.5, "segmentation": {"size": [2, 3], "counts": "222"}}""", "score outside [0, 1]")]
    [InlineData("""{"image_id": 7, "category_id": 1, "score": 0.5, "segmentation": {"size": [3, 2], "counts": "222"}}""", "segmentation that has not the size of its image")]
    [InlineData("""{"image_id": 7, "category_id": 1, "score": 0.5, "segmentation": {"size": [2, 3], "counts": "22"}}""", "run lengths do not add up")]
    [InlineData("""{"image_id": 9, "category_id": 1, "score": 0.5, "segmentation": {"size": [2, 3], "counts": "222"}}""", "1 ids of images (9)")]
    [InlineData("""{"image_id": 7, "category_id": 2, "score": 0.5, "segmentation": {"size": [2, 3], "counts": "222"}}""", "1 ids of categories (2)")]
    [InlineData("""{"image_id": 7, "category_id": 1, "score": NaN, "segmentation": {"size": [2, 3], "counts": "222"}}""", "byte")]
    public void WriteAndCheck_Faulty_SaidAndNothingWritten(string detection, string expected)
    {
        var file = Put("results.json", $"[{detection}]");

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => LvisSubmission.Write(file, _set, In("submission.json"))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(In("submission.json")));
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => LvisSubmission.Check(file, _set)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhatWritingMends_IsSaid()
    {
        string[] many = [.. Enumerable.Range(1, 301).Select(n => Detection(8, 1, (n / 1000.0).ToString(CultureInfo.InvariantCulture), First))];
        AssertFaulty("image 8: 301", many);
        AssertFaulty("mask that is not of compressed run lengths", Detection(7, 1, "0.5", "[[0, 0, 1, 0, 1, 2, 0, 2]]"));
        AssertFaulty("mask that is not of compressed run lengths", Detection(7, 1, "0.5", """{"size": [2, 3], "counts": [0, 2, 4]}"""));
        Assert.Equal(300, JArray.Parse(Written(many)).Count);
    }

    [Fact]
    public void Check_SameDetectionTwice_IsSaid()
    {
        var twice = Detection(7, 1, "0.5", Middle);
        AssertFaulty("stands twice, with the same score and mask: leave one out; were files joined that overlap? (kept): [2], image 7", twice, Detection(8, 1, "0.5", Middle), twice);
        // Another score, mask or category, or no pixels: another detection.
        var empty = Detection(7, 1, "0.5", """{"size": [2, 3], "counts": "6"}""");
        Put("results.json", $"[{string.Join(", ", twice, Detection(7, 1, "0.25", Middle), Detection(7, 1, "0.5", First), Detection(7, 20, "0.5", Middle), empty, empty)}]");
        Assert.Equal(6, LvisSubmission.Check(In("results.json"), _set).Detections);
    }

    [Fact]
    public void LoadImages_WithoutAnnotations_ImagesAndCategories()
    {
        Assert.Equal([7, 8], _set.Images.Ids);
        Assert.Equal([1, 20], _set.Categories.Ids);
        Assert.Equal(0, _set.Annotations.Count);
        Assert.Throws<InvalidDataException>(() => DetectionDataset.Load(In("image-info.json")));
        Assert.Contains("without images or categories", Assert.Throws<InvalidDataException>(() => DetectionDataset.LoadImages(Put("part.json", """{"images": []}"""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_DetectionsOfLvis_EvaluateStrictlyAsBefore()
    {
        var dataset = DetectionDataset.Load(SharedFiles.Path("data/lvis_val_100.json"));
        var all = JArray.Parse(File.ReadAllText(SharedFiles.Path("oracle/lvis/A/results_segm.json"))); // some stand twice
        var source = Put("results.json", new JArray(all.DistinctBy(detection => detection.ToString())).ToString());
        Assert.Contains("stands twice", Assert.Throws<InvalidDataException>(() => LvisSubmission.Check(SharedFiles.Path("oracle/lvis/A/results_segm.json"), dataset)).Message, StringComparison.Ordinal);

        LvisSubmission.Write(source, dataset, In("submission.json"));
        var written = DetectionResults.Load(In("submission.json"), dataset, ProblemHandling.Strict);

        Assert.True(written.Count > 1000);
        var (expected, actual) = (LvisEvaluator.Evaluate(dataset, DetectionResults.Load(source, dataset), IouKind.Mask), LvisEvaluator.Evaluate(dataset, written, IouKind.Mask));
        Assert.Equal(expected.Metrics, actual.Metrics);
        var first = File.ReadAllBytes(In("submission.json"));
        LvisSubmission.Write(source, dataset, In("submission.json"));
        Assert.Equal(first, File.ReadAllBytes(In("submission.json")));
    }

    private static string Detection(long image, int category, string score, string segmentation) =>
        $$"""{"image_id": {{image}}, "category_id": {{category}}, "score": {{score}}, "segmentation": {{segmentation}}}""";

    private string Written(params string[] detections)
    {
        LvisSubmission.Write(Put("results.json", $"[{string.Join(", ", detections)}]"), _set, In("submission.json"));
        return File.ReadAllText(In("submission.json"));
    }

    private void AssertFaulty(string expected, params string[] detections)
    {
        var file = Put("results.json", $"[{string.Join(", ", detections)}]");
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => LvisSubmission.Check(file, _set)).Message, StringComparison.Ordinal);
    }

    private string In(string file) => Path.Combine(_folder, file);

    private string Put(string file, string text)
    {
        File.WriteAllText(In(file), text);
        return In(file);
    }
}
