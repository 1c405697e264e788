using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Workbook.Evaluation.OpenImages;
using Xunit;

namespace Workbook.Tests.Evaluation.OpenImages;

/// <summary>Agreement with stored outputs of the challenge's evaluator and of its expansion scripts, to 1e-9, class by class.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData("challenge_expanded_gt_expanded_predictions", "expanded", "expanded")]
    [InlineData("expanded_gt_raw_predictions", "expanded", "raw")]
    [InlineData("raw_gt_raw_predictions", "raw", "raw")]
    public void Evaluate_FilesOfTheReference(string mode, string truth, string results)
    {
        foreach (var set in Sets())
        {
            var dataset = Dataset(set, truth);
            Agree(set, mode, OpenImagesEvaluator.Evaluate(dataset, Detections(set, results, dataset)));
        }
    }

    [Theory]
    [InlineData("challenge_expanded_gt_expanded_predictions", true)]
    [InlineData("expanded_gt_raw_predictions", false)]
    public void Evaluate_ExpandedHere(string mode, bool expandsDetections)
    {
        foreach (var set in Sets())
        {
            var raw = Dataset(set, "raw");
            var hierarchy = Hierarchy(set, raw.Classes);
            var detections = Detections(set, "raw", raw);
            Agree(set, mode, OpenImagesEvaluator.Evaluate(raw.Expand(hierarchy), expandsDetections ? detections.Expand(hierarchy) : detections));
        }
    }

    [Fact]
    public void Expand_LinesOfTheReference()
    {
        foreach (var set in Sets())
        {
            var (raw, expected) = (Dataset(set, "raw"), Dataset(set, "expanded"));
            var hierarchy = Hierarchy(set, raw.Classes);
            var actual = raw.Expand(hierarchy);

            Assert.Equal(Boxes(expected), Boxes(actual));
            Assert.Equal(Labels(expected), Labels(actual));
            Assert.False(raw.IsExpanded(hierarchy));
            Assert.True(actual.IsExpanded(hierarchy));
            Assert.True(expected.IsExpanded(Hierarchy(set, expected.Classes)));
        }
    }

    private static IEnumerable<string> Sets() => Directory.GetDirectories(SharedFiles.Path("oracle/oid")).Order();

    private static void Agree(string set, string mode, OpenImagesEvaluation actual)
    {
        var expected = JObject.Parse(File.ReadAllText(Path.Combine(set, "expected.json")))[mode]!;
        var json = JObject.Parse(actual.ToJson().ToString());
        Assert.Equal(Keys(expected).Order(), Keys(json).Order());
        Equal(expected["mAP@0.5"]!, json["mAP@0.5"]!, "mAP@0.5");
        foreach (var list in Keys(expected).Where(key => key != "mAP@0.5"))
        {
            Assert.Equal(Keys(expected[list]!).Order(), Keys(json[list]!).Order());
            foreach (var mid in Keys(expected[list]!))
                Equal(expected[list]![mid]!, json[list]![mid]!, $"{list} of {mid}");
        }
    }

    private static IEnumerable<string> Keys(JToken json) => json.Children<JProperty>().Select(property => property.Name);

    private static void Equal(JToken expected, JToken actual, string what)
    {
        Assert.True(expected.Type == JTokenType.Null == (actual.Type == JTokenType.Null), $"{what}: expected {expected}, got {actual}");
        if (expected.Type != JTokenType.Null)
            Assert.True(Math.Abs((double)expected - (double)actual) <= Tolerance, $"{what}: expected {expected}, got {actual}");
    }

    private static OpenImagesDataset Dataset(string set, string name) => OpenImagesDataset.Load(
        Path.Combine(set, $"boxes_{name}.csv"),
        Path.Combine(set, $"labels_{name}.csv"),
        OpenImagesClasses.Load(Path.Combine(set, "classes.json"), ProblemHandling.Strict),
        ProblemHandling.Strict);

    private static OpenImagesDetections Detections(string set, string name, OpenImagesDataset dataset) =>
        OpenImagesDetections.Load(Path.Combine(set, $"predictions_{name}.csv"), dataset);

    private static OpenImagesHierarchy Hierarchy(string set, OpenImagesClasses classes) =>
        OpenImagesHierarchy.Load(Path.Combine(set, "hierarchy.json"), classes, ProblemHandling.Strict);

    private static List<string> Boxes(OpenImagesDataset set) =>
    [
        .. Enumerable.Range(0, set.Boxes.Count).Select(i =>
            $"{set.ImageId(set.Boxes.ImageOf(i))} {set.Classes.Mids[set.Boxes.ClassOf(i)]} {set.Boxes[i]} {set.Boxes.IsGroupOf(i)}").Order(StringComparer.Ordinal),
    ];

    private static List<string> Labels(OpenImagesDataset set) =>
    [
        .. Enumerable.Range(0, set.Labels.Count).Select(i =>
            $"{set.ImageId(set.Labels.ImageOf(i))} {set.Classes.Mids[set.Labels.ClassOf(i)]} {set.Labels.IsPositive(i)}").Order(StringComparer.Ordinal),
    ];
}
