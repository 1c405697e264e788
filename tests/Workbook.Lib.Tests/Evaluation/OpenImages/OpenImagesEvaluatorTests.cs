using System.Globalization;
using System.Text;
using Workbook.Evaluation.OpenImages;
using Workbook.Tests.Data.OpenImages;
using Xunit;

namespace Workbook.Tests.Evaluation.OpenImages;

public class OpenImagesEvaluatorTests
{
    private const int Dog = 2;

    // The second detection overlaps the left box most (0.905) and the right one enough (0.552); the left one is taken.
    [Fact]
    public void Evaluate_BestBoxTaken_TheSecondBestIsNotTried()
    {
        var dog = Evaluate("a,/m/dog,0,0.4,0,1,0\na,/m/dog,0.1,0.6,0,1,0\n", "", "a,/m/dog,0.8,0.02,0.42,0,1\na,/m/dog,0.9,0,0.4,0,1\n").Classes[Dog];
        Assert.Equal((2, 2, 0.5), (dog.Objects, dog.Detections, dog.AveragePrecision));
    }

    [Fact]
    public void Evaluate_OverlapOfExactlyOneHalf_IsEnough() =>
        Assert.Equal(1, Evaluate("a,/m/dog,0,0.5,0,1,0\n", "", "a,/m/dog,0.9,0,1,0,1\n").Classes[Dog].AveragePrecision);

    // By score: finds the group, absorbed by it, misses, finds the single box: precision 1 and 2/3 at recall 1/2 and 1.
    [Fact]
    public void Evaluate_GroupOf_OneHitAndTheRestAbsorbed()
    {
        var dog = Evaluate(
            "a,/m/dog,0,1,0,0.5,1\na,/m/dog,0.8,1,0.6,1,0\n",
            "",
            "a,/m/dog,0.6,0.8,1,0.6,1\na,/m/dog,0.8,0.5,0.6,0.1,0.2\na,/m/dog,0.7,0,0.1,0.8,0.9\na,/m/dog,0.9,0.2,0.3,0.1,0.2\n").Classes[Dog];

        Assert.Equal((2, 3), (dog.Objects, dog.Detections));
        Assert.Equal(5 / 6.0, dog.AveragePrecision!.Value, 1e-12);
        var curve = dog.Curve()!;
        Assert.Equal(0.5, curve.Iou);
        Assert.Equal([0.5, 1], curve.Recall);
        Assert.Equal([1, 2 / 3.0], curve.Precision);
    }

    // What finds a single box does not find the group around it.
    [Fact]
    public void Evaluate_SingleBoxInGroup_IsFoundFirst() => Assert.Equal(
        0.5, Evaluate("a,/m/dog,0,1,0,1,1\na,/m/dog,0.1,0.2,0.1,0.2,0\n", "", "a,/m/dog,0.9,0.1,0.2,0.1,0.2\n").Classes[Dog].AveragePrecision);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1", 0)]
    [InlineData("1e-9", 1)]
    public void Evaluate_GroupFoundAtNoPositiveScore_IsLost(string score, int found)
    {
        var dog = Evaluate("a,/m/dog,0,1,0,1,1\n", "", $"a,/m/dog,{score},0,1,0,1\n").Classes[Dog];
        Assert.Equal((1, found, found), (dog.Objects, dog.Detections, dog.AveragePrecision));
    }

    [Fact]
    public void Evaluate_OnlyWhereTheClassIsVerified()
    {
        var result = Evaluate(
            "a,/m/dog,0,1,0,1,0\nb,/m/cat,0,1,0,1,0\n",
            "c,/m/dog,0\nd,/m/dog,1\nd,/m/toy,0\n",
            string.Concat("abcd".Select(image => $"{image},/m/dog,0.5,0,1,0,1\n{image},/m/toy,0.5,0,1,0,1\n")));

        // The dogs in a, c and d, not in b; toys only in d.
        Assert.Equal((1, 3), (result.Classes[Dog].Objects, result.Classes[Dog].Detections));
        Assert.Equal((0, 1, null), (result.Classes[3].Objects, result.Classes[3].Detections, result.Classes[3].AveragePrecision));
        Assert.Null(result.Classes[3].Curve());
        Assert.Equal(0, result.Classes[1].AveragePrecision);
        Assert.Equal(result.Classes[Dog].AveragePrecision / 2, result.Metric("mAP@0.5"));
        Assert.Equal(8, result.Detections);
    }

    // The reference's limits: 10,000 detections of an image and class, scores above -10.
    [Fact]
    public void Evaluate_TooManyOrTooLow_DoNotCount()
    {
        var many = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
            many.Append("a,/m/dog,0.9,0,0.1,0,0.1\n");
        var dog = Evaluate("a,/m/dog,0,1,0,1,0\n", "", many + "a,/m/dog,0.1,0,1,0,1\n").Classes[Dog];
        Assert.Equal((10_000, 0), (dog.Detections, dog.AveragePrecision));
        Assert.Equal(0, Evaluate("a,/m/dog,0,1,0,1,0\n", "", "a,/m/dog,-10,0,1,0,1\n").Classes[Dog].Detections);
    }

    [Fact]
    public void Evaluate_NothingToFind_HasNoMean()
    {
        var result = Evaluate("", "a,/m/dog,1\n", "a,/m/dog,0.5,0,1,0,1\n");
        Assert.Null(result.Metric("mAP@0.5"));
        Assert.Equal(Newtonsoft.Json.Linq.JTokenType.Null, result.ToJson()["per_class_ap"]!["/m/dog"]!.Type);
        Assert.Throws<ArgumentException>(() => result.Metric("AP"));
    }

    [Fact]
    public void Groups_ByHand_MostImagesFirst()
    {
        int[] Of(ImageNumberGroups groups) => [.. Enumerable.Range(0, groups.Classes).Select(groups.GroupOf)];
        Assert.Equal([2, 0, 1, 3, 4], Of(new ImageNumberGroups([5, 7, 7, 1, 0])));
        Assert.Equal([0, 0, 0, 1, 1], Of(new ImageNumberGroups([5, 7, 7, 1, 0], 2)));
        Assert.Equal(Enumerable.Repeat(100, 5), Of(new ImageNumberGroups([.. Enumerable.Range(0, 500).Select(i => 7919L * i % 500)])).CountBy(group => group).Select(pair => pair.Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageNumberGroups([1, 2], 3));
    }

    [Fact]
    public void Evaluate_Groups_MeansOfTheirClasses()
    {
        var truth = OpenImagesText.ReadDataset("a,/m/dog,0,1,0,1,0\na,/m/cat,0,1,0,1,0\na,/m/animal,0,1,0,1,0\n");
        var detections = OpenImagesText.ReadDetections(truth, "a,/m/dog,0.5,0,1,0,1\na,/m/animal,0.5,0,1,0,1\n");

        var metrics = OpenImagesEvaluator.Evaluate(truth, detections, new ImageNumberGroups([1, 9, 8, 0, 0], 2)).Metrics;

        // Cat, dog and animal; then toy and car, of which there is none.
        Assert.Equal([("mAP@0.5", 2 / 3.0), ("AP1", 2 / 3.0), ("AP2", null)], metrics.Select(metric => (metric.Key, metric.Value)));
        Assert.Throws<ArgumentException>(() => OpenImagesEvaluator.Evaluate(truth, detections, new ImageNumberGroups([1, 2], 2)));
    }

    [Fact]
    public void Evaluate_DetectionsOfAnotherGroundTruth_IsAnError()
    {
        var (one, other) = (OpenImagesText.ReadDataset("a,/m/dog,0,1,0,1,0\n"), OpenImagesText.ReadDataset("a,/m/dog,0,1,0,1,0\n"));
        Assert.Throws<ArgumentException>(() => OpenImagesEvaluator.Evaluate(one, OpenImagesText.ReadDetections(other, "")));
    }

    [Fact]
    public void Evaluate_ThreadsAndOrderOfLines_ChangeNothing()
    {
        var random = new Random(3);
        string[] mids = ["animal", "cat", "dog", "toy", "car"];
        string Box()
        {
            var (x, y) = (random.Next(6), random.Next(6));
            return string.Create(CultureInfo.InvariantCulture, $"0.{x},0.{x + 1 + random.Next(3)},0.{y},0.{y + 1 + random.Next(3)}");
        }
        var boxes = Enumerable.Range(0, 600).Select(i => $"i{random.Next(80)},/m/{mids[random.Next(5)]},{Box()},{(random.Next(6) == 0 ? 1 : 0)}\n").ToArray();
        var lines = Enumerable.Range(0, 6_000).Select(i => $"i{random.Next(80)},/m/{mids[random.Next(5)]},0.{100_000 + i},{Box()}\n").ToArray();
        var truth = OpenImagesText.ReadDataset(string.Concat(boxes), "i1,/m/dog,0\n");

        string Json(int threads) => OpenImagesEvaluator.Evaluate(truth, OpenImagesText.ReadDetections(truth, string.Concat(lines)), threads: threads).ToJson().ToString();
        var expected = Json(1);
        random.Shuffle(lines);

        Assert.Equal(expected, Json(4));
        Assert.Contains("\"mAP@0.5\": 0.", expected, StringComparison.Ordinal);
    }

    private static OpenImagesEvaluation Evaluate(string boxes, string labels, string detections)
    {
        var truth = OpenImagesText.ReadDataset(boxes, labels);
        return OpenImagesEvaluator.Evaluate(truth, OpenImagesText.ReadDetections(truth, detections));
    }
}
