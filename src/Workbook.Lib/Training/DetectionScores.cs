using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;

namespace Workbook.Training;

/// <summary>What an evaluator says of a run's detections, in percent.</summary>
/// <param name="Metrics">By the ids of run records.</param>
/// <param name="Categories">For each category its average precision, that of its boxes, and its objects.</param>
internal sealed record DetectionScores(
    IReadOnlyDictionary<string, double> Metrics, IReadOnlyList<(double? Ap, double? BoxAp, int Objects)> Categories)
{
    // LVIS's names and ours.
    private static readonly (string Lvis, string Id)[] LvisMetrics =
    [
        ("AP", "ap"), ("AP50", "ap50"), ("AP75", "ap75"), ("APs", "aps"), ("APm", "apm"), ("APl", "apl"), ("APr", "apr"), ("APc", "apc"), ("APf", "apf"),
    ];

    /// <param name="sets">Whose validation images the detections are in, and whose rules count.</param>
    /// <param name="results">The detections.</param>
    public static DetectionScores Of(DetectionSets sets, DetectionResults results) =>
        sets.OpenImages is { } truth ? OfOpenImages(truth, sets.Validation.Dataset, results) : OfLvis(sets.Validation.Dataset, results);

    // By masks, or by boxes where the annotations have none.
    private static DetectionScores OfLvis(DetectionDataset dataset, DetectionResults results)
    {
        var boxes = LvisEvaluator.Evaluate(dataset, results, IouKind.Box);
        var hasMasks = Enumerable.Range(0, dataset.Annotations.Count).All(dataset.Annotations.HasSegmentation);
        var masks = hasMasks ? LvisEvaluator.Evaluate(dataset, results, IouKind.Mask) : boxes;
        var metrics = LvisMetrics.Select(metric => (metric.Id, Value: masks.Metric(metric.Lvis))).Append(("apbbox", boxes.Metric("AP")));
        return new(
            Percent(metrics),
            [.. masks.Categories.Zip(boxes.Categories, (mask, box) => (100 * mask.Metric("AP"), 100 * box.Metric("AP"), mask.Objects))]);
    }

    private static DetectionScores OfOpenImages(OpenImagesTruth truth, DetectionDataset dataset, DetectionResults results)
    {
        var evaluation = truth.Evaluate(dataset, results);
        return new(
            Percent(evaluation.Metrics.Select((metric, i) => (i == 0 ? "ap" : metric.Key.ToLowerInvariant(), metric.Value))),
            [.. evaluation.Classes.Select(category => (100 * category.AveragePrecision, 100 * category.AveragePrecision, (int)category.Objects))]);
    }

    private static Dictionary<string, double> Percent(IEnumerable<(string Id, double? Value)> metrics) =>
        metrics.Where(metric => metric.Value is not null).ToDictionary(metric => metric.Id, metric => 100 * metric.Value!.Value);
}
