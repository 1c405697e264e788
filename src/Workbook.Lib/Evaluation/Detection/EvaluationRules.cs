namespace Workbook.Evaluation.Detection;

/// <summary>Where the rules of the data sets differ.</summary>
/// <param name="IsFederated">
/// LVIS: a detection counts only where its category has ground truth in the image or is listed as absent from it; what is unmatched of a
/// category that is not exhaustively annotated in the image is ignored; objects and detections without area do not exist; <c>ignore</c>
/// is honoured. COCO: none of this, and crowds take any number of detections.
/// </param>
/// <param name="ImageLimit">Detections of an image over all categories, those with the highest scores; null for any number.</param>
/// <param name="Limits">Detections of an image and category at which recall is taken, ascending; the last holds for precision, too.</param>
/// <param name="Metrics">The summary.</param>
internal sealed record EvaluationRules(bool IsFederated, int? ImageLimit, int[] Limits, MetricRule[] Metrics);
