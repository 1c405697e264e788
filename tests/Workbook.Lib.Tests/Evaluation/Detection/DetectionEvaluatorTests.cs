using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;
using Xunit;

namespace Workbook.Tests.Evaluation.Detection;

public sealed class DetectionEvaluatorTests
{
    // One image; two cups (category 1) of 50 x 50 apart, and one saucer (category 2) of 20 x 20.
    private const string Truth = """
        {"images": [{"id": 7, "height": 400, "width": 400, "neg_category_ids": [], "not_exhaustive_category_ids": []}],
         "categories": [{"id": 1, "name": "cup", "frequency": "f"}, {"id": 2, "name": "saucer", "frequency": "r"}, {"id": 3, "name": "spoon", "frequency": "r"}],
         "annotations": [
           {"id": 1, "image_id": 7, "category_id": 1, "bbox": [10, 10, 50, 50], "area": 2500, "iscrowd": 0},
           {"id": 2, "image_id": 7, "category_id": 1, "bbox": [200, 10, 50, 50], "area": 2500, "iscrowd": 0},
           {"id": 3, "image_id": 7, "category_id": 2, "bbox": [10, 200, 20, 20], "area": 400, "iscrowd": 0}]}
        """;

    // Cups: a hit, a miss, a hit. Saucer: 20 x 16 within 20 x 20, IoU 0.8.
    private const string Detected = """
        [{"image_id": 7, "category_id": 1, "bbox": [10, 10, 50, 50], "score": 0.9},
         {"image_id": 7, "category_id": 1, "bbox": [100, 300, 50, 50], "score": 0.8},
         {"image_id": 7, "category_id": 1, "bbox": [200, 10, 50, 50], "score": 0.7},
         {"image_id": 7, "category_id": 2, "bbox": [10, 200, 20, 16], "score": 0.6}]
        """;

    private delegate DetectionEvaluation Evaluate(DetectionDataset dataset, DetectionResults results, IouKind kind, int? threads = null);

    [Fact]
    public void WorkedByHand()
    {
        foreach (var evaluate in new Evaluate[] { LvisEvaluator.Evaluate, CocoEvaluator.Evaluate })
        {
            var evaluation = Run(evaluate, Truth, Detected);
            // Cups: precision 1 up to recall 0.5 (51 of 101 recalls), then 2/3. Saucer: found at 0.5, 0.55, ... 0.8, 7 thresholds of 10.
            const double cups = (51 + 50 * 2.0 / 3) / 101;
            Equal(cups, evaluation.Categories[0].Metric("AP"));
            Equal(0.7, evaluation.Categories[1].Metric("AP"));
            Equal(1, evaluation.Categories[1].Metric("AP75"));
            Equal((cups + 0.7) / 2, evaluation.Metric("AP"));
            Equal((cups + 1) / 2, evaluation.Metric("AP50"));
            Equal(0.7, evaluation.Metric("APs"));
            Equal(cups, evaluation.Metric("APm"));
            Assert.Null(evaluation.Metric("APl"));
            Assert.Null(evaluation.Categories[2].Metric("AP"));
            Assert.Equal([2, 1, 0], evaluation.Categories.Select(category => category.Objects));
            Assert.Equal([3, 1, 0], evaluation.Categories.Select(category => category.Detections));
        }
    }

    [Fact]
    public void Lvis_FrequencyGroups()
    {
        var evaluation = Run(LvisEvaluator.Evaluate, Truth, Detected);
        Equal(0.7, evaluation.Metric("APr"));
        Assert.Null(evaluation.Metric("APc"));
        Equal(evaluation.Categories[0].Metric("AP")!.Value, evaluation.Metric("APf"));
        Assert.Null(evaluation.Categories[0].Metric("APr"));
        Equal((1 + 0.7) / 2, evaluation.Metric("AR@300"));
    }

    [Fact]
    public void Coco_RecallAtOneTenHundred()
    {
        var cups = Run(CocoEvaluator.Evaluate, Truth, Detected).Categories[0];
        Equal(0.5, cups.Metric("AR1")); // the best detection finds one cup of two
        Equal(1, cups.Metric("AR10"));
        Equal(1, cups.Metric("AR100"));
    }

    [Fact]
    public void Curves_OfCategoryAndMean()
    {
        var evaluation = Run(CocoEvaluator.Evaluate, Truth, Detected);
        var cups = evaluation.Categories[0].Curve(0.5)!;
        Assert.Equal(101, cups.Recall.Count);
        Equal(1, cups.Precision[50]);
        Equal(2.0 / 3, cups.Precision[51]);
        Assert.All(evaluation.Categories[1].Curve(0.9)!.Precision, precision => Assert.Equal(0, precision));
        Assert.Null(evaluation.Categories[2].Curve(0.5));
        Equal((2.0 / 3 + 1) / 2, evaluation.Curve(0.75)!.Precision[100]);
        Equal(evaluation.Categories[0].Metric("AP50")!.Value, cups.Precision.Average());
    }

    [Fact]
    public void NoDetections_FindNothing()
    {
        var evaluation = Run(LvisEvaluator.Evaluate, Truth, "[]");
        Assert.Equal(0, evaluation.Metric("AP"));
        Assert.Equal(0, evaluation.Metric("AR@300"));
        Assert.Null(evaluation.Metric("APl"));
        Assert.Null(evaluation.Metric("APc"));
    }

    [Fact]
    public void Threads_ChangeNothing()
    {
        var (truth, detected) = Scatter(images: 40, categories: 12, perImage: 30);
        foreach (var evaluate in new Evaluate[] { LvisEvaluator.Evaluate, CocoEvaluator.Evaluate })
        {
            var single = Everything(Run(evaluate, truth, detected, threads: 1));
            foreach (var threads in new[] { 2, 5, 16 })
                Assert.Equal(single, Everything(Run(evaluate, truth, detected, threads)));
            Assert.Contains(single, value => value is > 0 and < 1);
        }
    }

    [Fact]
    public void UnknownNames_SayWhatThereIs()
    {
        var evaluation = Run(CocoEvaluator.Evaluate, Truth, Detected);
        Assert.Contains("AR100", Assert.Throws<ArgumentException>(() => evaluation.Metric("AR@300")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.Curve(0.51));
    }

    [Fact]
    public void Masks_AnnotationWithoutSegmentation_IsNamed()
    {
        var dataset = DetectionJsonText.Dataset(Truth);
        var results = DetectionJsonText.Results(Detected, dataset);
        var error = Assert.Throws<InvalidDataException>(() => CocoEvaluator.Evaluate(dataset, results, IouKind.Mask, threads: 1));
        Assert.Contains("annotation 1 has no segmentation", error.Message);
    }

    [Theory]
    [InlineData("\"bbox\": [0, 0, 1e10, 50]", "the box of detection 1 of those that were kept cannot be drawn")]
    [InlineData("\"segmentation\": [[0, 0, 1e10, 0, 50, 50]]", "the segmentation of record 1 of those that were kept cannot be drawn")]
    public void Masks_BeyondAnyImage_AreNamed(string form, string expected)
    {
        var dataset = DetectionJsonText.Dataset(Truth.Replace("\"iscrowd\": 0", "\"segmentation\": [[0, 0, 400, 0, 400, 50, 0, 50]]", StringComparison.Ordinal));
        var results = DetectionJsonText.Results($"[{{\"image_id\": 7, \"category_id\": 1, \"score\": 1, {form}}}]", dataset);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => LvisEvaluator.Evaluate(dataset, results, IouKind.Mask, threads: 1)).Message, StringComparison.Ordinal);
    }

    private static DetectionEvaluation Run(Evaluate evaluate, string truth, string detected, int? threads = null)
    {
        var dataset = DetectionJsonText.Dataset(truth);
        return evaluate(dataset, DetectionJsonText.Results(detected, dataset), IouKind.Box, threads);
    }

    private static List<double?> Everything(DetectionEvaluation evaluation) =>
        [.. evaluation.Metrics.Select(metric => metric.Value),
         .. evaluation.Categories.SelectMany(category => evaluation.Metrics.Select(metric => category.Metric(metric.Key))),
         .. evaluation.Curve(0.5)!.Precision.Select(precision => (double?)precision)];

    // Boxes on a coarse grid and scores of one digit: many equal overlaps and scores.
    private static (string Truth, string Detected) Scatter(int images, int categories, int perImage)
    {
        var random = new Random(5);
        string Box() => $"[{10 * random.Next(4)}, {10 * random.Next(4)}, {40 + 20 * random.Next(3)}, 50]";
        string Record(int image) => $"\"image_id\": {image}, \"category_id\": {1 + random.Next(categories)}, \"bbox\": {Box()}";
        var all = Enumerable.Range(1, images).Reverse().ToList();
        var annotations = all.SelectMany(image => Enumerable.Range(0, perImage / 3).Select(i =>
            $"{{\"id\": {image * perImage + i}, {Record(image)}, \"area\": {500 + random.Next(3000)}, \"iscrowd\": {(random.Next(9) == 0 ? 1 : 0)}}}")).ToList();
        var detections = all.SelectMany(image => Enumerable.Range(0, perImage).Select(_ => $"{{{Record(image)}, \"score\": 0.{random.Next(10)}}}")).ToList();
        var sizes = all.Select(image =>
            $"{{\"id\": {image}, \"height\": 400, \"width\": 400, \"neg_category_ids\": [1, 2], \"not_exhaustive_category_ids\": [{1 + image % categories}]}}");
        var names = Enumerable.Range(1, categories).Select(id => $"{{\"id\": {id}, \"name\": \"c{id}\", \"frequency\": \"f\"}}");
        return ($"{{\"images\": [{string.Join(',', sizes)}], \"categories\": [{string.Join(',', names)}], \"annotations\": [{string.Join(',', annotations)}]}}",
            $"[{string.Join(',', detections)}]");
    }

    private static void Equal(double expected, double? actual) => Assert.Equal(expected, actual!.Value, 1e-12);
}
