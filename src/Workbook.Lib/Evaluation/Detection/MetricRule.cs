using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>A metric of the summary: the mean of one quantity over thresholds, and over the categories that have ground truth.</summary>
/// <param name="Name">As the reference implementation prints it.</param>
/// <param name="IsRecall">Recall, otherwise average precision.</param>
/// <param name="Area">Index in <see cref="AreaRange.Standard"/>.</param>
/// <param name="Threshold">Index in <see cref="Thresholds.Iou"/>; null for the mean over all.</param>
/// <param name="Limit">Index in <see cref="EvaluationRules.Limits"/>; null for the last.</param>
/// <param name="Group">The frequency group that is averaged; None for all categories.</param>
internal sealed record MetricRule(
    string Name, bool IsRecall = false, int Area = 0, int? Threshold = null, int? Limit = null, FrequencyGroup Group = FrequencyGroup.None)
{
    /// <summary>The metric of one category; null where it has no ground truth of that size, or is not of the group.</summary>
    public double? Of(CategoryScores scores, FrequencyGroup group)
    {
        if (scores.Objects[Area] == 0 || (Group != FrequencyGroup.None && Group != group))
            return null;
        var values = !IsRecall ? scores.AveragePrecision[Area] : Limit is { } limit ? scores.RecallAtLimit[limit] : scores.Recall[Area];
        return Threshold is { } threshold ? values[threshold] : values.Average();
    }
}
