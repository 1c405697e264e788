using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>Metrics and curves of one category.</summary>
public sealed class CategoryEvaluation
{
    private readonly EvaluationRules _rules;
    private readonly CategoryScores _scores;

    internal CategoryEvaluation(EvaluationRules rules, CategoryScores scores) => (_rules, _scores) = (rules, scores);

    /// <summary>The file's id.</summary>
    public required long Id { get; init; }

    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>LVIS's frequency group.</summary>
    public required FrequencyGroup Group { get; init; }

    /// <summary>Annotations that are to be found: not ignored, no crowd.</summary>
    public int Objects => _scores.Objects[0];

    /// <summary>Detections that were evaluated: after the limits and, for LVIS, only in images where the category is annotated or listed as absent.</summary>
    public int Detections => _scores.Detections;

    /// <summary>A metric of the summary for this category alone, in [0, 1]; null where there is no annotation (of that size) to be found, or where
    /// it is of a frequency group that the category does not belong to. The references write -1 instead.</summary>
    /// <param name="metric">Its name, for example AP50.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double? Metric(string metric) => MetricOf(RuleOf(_rules, metric));

    /// <summary>Precision over recall; null where no annotation is to be found.</summary>
    /// <param name="iou">A threshold of intersection over union: 0.5, 0.55, ... 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of these.</exception>
    public PrecisionRecallCurve? Curve(double iou)
    {
        var index = IndexOfIou(iou);
        return Objects == 0 ? null : new PrecisionRecallCurve(Thresholds.Iou[index], Thresholds.Recall, _scores.Precision[index]);
    }

    internal IEnumerable<double?> Metrics => _rules.Metrics.Select(MetricOf);

    internal double? MetricOf(MetricRule rule) => rule.Of(_scores, Group);

    internal static MetricRule RuleOf(EvaluationRules rules, string metric) =>
        rules.Metrics.FirstOrDefault(rule => rule.Name == metric)
        ?? throw new ArgumentException($"There is no metric {metric}; there are {string.Join(", ", rules.Metrics.Select(rule => rule.Name))}.", nameof(metric));

    internal static int IndexOfIou(double iou)
    {
        for (var i = 0; i < Thresholds.Iou.Length; i++)
            if (Math.Abs(Thresholds.Iou[i] - iou) < 1e-9)
                return i;
        throw new ArgumentOutOfRangeException(nameof(iou), iou, "The thresholds are 0.5, 0.55, ... 0.95.");
    }
}
