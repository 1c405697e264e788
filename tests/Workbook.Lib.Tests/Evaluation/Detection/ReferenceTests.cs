using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;
using Xunit;

namespace Workbook.Tests.Evaluation.Detection;

/// <summary>Agreement with stored outputs of lvis-api and pycocotools: the summary and each category, to 1e-9.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Areas = ["small", "medium", "large"];

    public static TheoryData<string, string, string, IouKind> LvisSets
    {
        get
        {
            var sets = new TheoryData<string, string, string, IouKind>();
            foreach (var truth in new[] { "lvis_val_100", "gt_mod" })
            {
                sets.Add(truth, "bbox", "results_bbox", IouKind.Box);
                sets.Add(truth, "segm", "results_segm", IouKind.Mask);
                sets.Add(truth, "both_bbox", "results_both", IouKind.Box);
                sets.Add(truth, "both_segm", "results_both", IouKind.Mask);
                sets.Add(truth, "segm_results_evaluated_as_bbox", "results_segm", IouKind.Box);
            }
            return sets;
        }
    }

    public static TheoryData<string, string, IouKind> CocoSets => new()
    {
        { "bbox", "results_bbox", IouKind.Box },
        { "segm", "results_segm", IouKind.Mask },
        { "both_bbox", "results_both", IouKind.Box },
        { "both_segm", "results_both", IouKind.Mask },
    };

    [Theory]
    [MemberData(nameof(LvisSets))]
    public void Lvis(string truth, string set, string results, IouKind kind)
    {
        var dataset = DetectionDataset.Load(SharedFiles.Path(truth == "gt_mod" ? "oracle/lvis/A/gt_mod.json" : "data/lvis_val_100.json"));
        var evaluation = LvisEvaluator.Evaluate(dataset, DetectionResults.Load(SharedFiles.Path($"oracle/lvis/A/{results}.json"), dataset), kind);

        var expected = Read("oracle/lvis/A/expected.json")[truth]![set]!;
        Agreement.OfMetrics(expected["metrics"]!, evaluation);
        Agreement.OfCategories(expected["per_category_ap"]!, evaluation, "AP");
        Agreement.OfCategories(expected["per_category_ap50"]!, evaluation, "AP50");
        Agreement.OfCategories(expected["per_category_ar"]!, evaluation, "AR@300");
        foreach (var area in Areas)
            Agreement.OfCategories(expected["per_category_ap_by_area"]![area]!, evaluation, "AP" + area[0]);
    }

    [Theory]
    [MemberData(nameof(CocoSets))]
    public void Coco(string set, string results, IouKind kind)
    {
        var dataset = DetectionDataset.Load(SharedFiles.Path("oracle/coco/A/gt.json"));
        var evaluation = CocoEvaluator.Evaluate(dataset, DetectionResults.Load(SharedFiles.Path($"oracle/coco/A/{results}.json"), dataset), kind);

        var expected = Read("oracle/coco/A/expected.json")[set]!;
        Assert.Equal((int)expected["counts"]!["gt"]! - (int)expected["counts"]!["crowd"]!, evaluation.Categories.Sum(category => category.Objects));
        Agreement.OfMetrics(expected["metrics"]!, evaluation);
        Agreement.OfCategories(expected["per_category_ap"]!, evaluation, "AP");
        foreach (var metric in new[] { "AR1", "AR10", "AR100" })
            Agreement.OfCategories(expected["per_category_ar"]!, evaluation, metric, value => value[metric]!);
    }

    [Theory]
    [InlineData("lvis")]
    [InlineData("coco")]
    public void OneRuleACase(string family)
    {
        foreach (var example in Read($"oracle/{family}/micro_cases.json")["cases"]!)
        {
            var dataset = DetectionJsonText.Dataset(example["gt"]!.ToString());
            var results = DetectionJsonText.Results(example["results"]!.ToString(), dataset);
            var kind = (string)example["iou_type"]! == "segm" ? IouKind.Mask : IouKind.Box;
            var evaluation = family == "lvis" ? LvisEvaluator.Evaluate(dataset, results, kind) : CocoEvaluator.Evaluate(dataset, results, kind);
            Agreement.OfMetrics(example["expected"]!, evaluation, (string)example["name"]!);
            if (example["expected_per_category_ap50"] is { } categories)
                Agreement.OfCategories(categories, evaluation, "AP50");
        }
    }

    [Fact]
    public void Thresholds_ToTheBit()
    {
        var expected = Read("oracle/lvis/micro_cases.json")["thresholds"]!;
        Assert.Equal(expected["iou_thrs"]!.Select(value => (double)value), Thresholds.Iou);
        Assert.Equal(expected["rec_thrs"]!.Select(value => (double)value), Thresholds.Recall);
    }

    private static JObject Read(string path) => JObject.Parse(File.ReadAllText(SharedFiles.Path(path)));
}
