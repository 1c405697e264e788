using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>
/// Average precision and recall on COCO, with the numbers of pycocotools (cocodataset/cocoapi, commit 8c9bcc3): crowds, and at most 100
/// detections of an image and category.
/// </summary>
public static class CocoEvaluator
{
    private static readonly EvaluationRules Rules = new(IsFederated: false, ImageLimit: null, Limits: [1, 10, 100], Metrics:
    [
        new("AP"), new("AP50", Threshold: 0), new("AP75", Threshold: 5),
        new("APs", Area: 1), new("APm", Area: 2), new("APl", Area: 3),
        new("AR1", IsRecall: true, Limit: 0), new("AR10", IsRecall: true, Limit: 1), new("AR100", IsRecall: true, Limit: 2),
        new("ARs", IsRecall: true, Area: 1), new("ARm", IsRecall: true, Area: 2), new("ARl", IsRecall: true, Area: 3),
    ]);

    /// <inheritdoc cref="LvisEvaluator.Evaluate"/>
    public static DetectionEvaluation Evaluate(DetectionDataset dataset, DetectionResults results, IouKind kind, int? threads = null) =>
        DetectionEvaluator.Evaluate(dataset, results, kind, Rules, threads);
}
