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
        var dataset = Dataset(truth);
        var detections = OpenImagesDetections.Load(SharedFiles.Path($"oracle/oid/A/predictions_{results}.csv"), dataset);

        Agree(mode, OpenImagesEvaluator.Evaluate(dataset, detections));
    }

    [Theory]
    [InlineData("challenge_expanded_gt_expanded_predictions", true)]
    [InlineData("expanded_gt_raw_predictions", false)]
    public void Evaluate_ExpandedHere(string mode, bool expandsDetections)
    {
        var raw = Dataset("raw");
        var hierarchy = Hierarchy(raw.Classes);
        var detections = OpenImagesDetections.Load(SharedFiles.Path("oracle/oid/A/predictions_raw.csv"), raw);

        Agree(mode, OpenImagesEvaluator.Evaluate(raw.Expand(hierarchy), expandsDetections ? detections.Expand(hierarchy) : detections));
    }

    [Fact]
    public void Expand_LinesOfTheReference()
    {
        var (raw, expected) = (Dataset("raw"), Dataset("expanded"));
        var hierarchy = Hierarchy(raw.Classes);
        var actual = raw.Expand(hierarchy);

        Assert.Equal(Boxes(expected), Boxes(actual));
        Assert.Equal(Labels(expected), Labels(actual));
        Assert.False(raw.IsExpanded(hierarchy));
        Assert.True(actual.IsExpanded(hierarchy));
        Assert.True(expected.IsExpanded(Hierarchy(expected.Classes)));
    }

    private static void Agree(string mode, OpenImagesEvaluation actual)
    {
        var expected = JObject.Parse(File.ReadAllText(SharedFiles.Path("oracle/oid/A/expected.json")))[mode]!;
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

    private static OpenImagesDataset Dataset(string name) => OpenImagesDataset.Load(
        SharedFiles.Path($"oracle/oid/A/boxes_{name}.csv"),
        SharedFiles.Path($"oracle/oid/A/labels_{name}.csv"),
        OpenImagesClasses.Load(SharedFiles.Path("oracle/oid/A/classes.json"), ProblemHandling.Strict),
        ProblemHandling.Strict);

    private static OpenImagesHierarchy Hierarchy(OpenImagesClasses classes) =>
        OpenImagesHierarchy.Load(SharedFiles.Path("oracle/oid/A/hierarchy.json"), classes, ProblemHandling.Strict);

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
