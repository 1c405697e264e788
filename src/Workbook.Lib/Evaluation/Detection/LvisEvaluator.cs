using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>
/// Average precision and recall on LVIS (v0.5 and v1), with the numbers of lvis-api (lvis-dataset/lvis-api, commit 7d7f07d): federated rules,
/// the 300 highest-scored detections of an image, frequency groups.
/// </summary>
public static class LvisEvaluator
{
    private static readonly EvaluationRules Rules = new(IsFederated: true, ImageLimit: 300, Limits: [300], Metrics:
    [
        new("AP"), new("AP50", Threshold: 0), new("AP75", Threshold: 5),
        new("APs", Area: 1), new("APm", Area: 2), new("APl", Area: 3),
        new("APr", Group: FrequencyGroup.Rare), new("APc", Group: FrequencyGroup.Common), new("APf", Group: FrequencyGroup.Frequent),
        new("AR@300", IsRecall: true),
        new("ARs@300", IsRecall: true, Area: 1), new("ARm@300", IsRecall: true, Area: 2), new("ARl@300", IsRecall: true, Area: 3),
    ]);

    /// <summary>Evaluates detections.</summary>
    /// <param name="dataset">The ground truth.</param>
    /// <param name="results">The detections, read for this ground truth. None at all is allowed, and finds nothing.</param>
    /// <param name="kind">Boxes or masks.</param>
    /// <param name="threads">Threads to use; null for all processors. Results do not depend on it.</param>
    public static DetectionEvaluation Evaluate(DetectionDataset dataset, DetectionResults results, IouKind kind, int? threads = null) =>
        DetectionEvaluator.Evaluate(dataset, results, kind, Rules, threads);
}
