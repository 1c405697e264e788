using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>Average precision and recall of detections: the summary, and each category.</summary>
public sealed class DetectionEvaluation
{
    private readonly EvaluationRules _rules;

    internal DetectionEvaluation(EvaluationRules rules, DetectionCategories categories, CategoryScores[] scores, int detections)
    {
        (_rules, Detections) = (rules, detections);
        Categories = [.. scores.Select((score, i) => new CategoryEvaluation(rules, score)
        {
            Id = categories.Ids[i],
            Name = categories.Names[i],
            Group = categories.FrequencyGroups[i],
        })];
        Metrics = [.. rules.Metrics.Select(rule => KeyValuePair.Create(rule.Name, Mean(rule)))];
    }

    /// <summary>The summary in the order of the reference implementation: names as it prints them; means over the categories that have a value, in
    /// [0, 1]; null where none has (the references write -1).</summary>
    public IReadOnlyList<KeyValuePair<string, double?>> Metrics { get; }

    /// <summary>All categories, by ascending id, also those without ground truth.</summary>
    public IReadOnlyList<CategoryEvaluation> Categories { get; }

    /// <summary>Detections in the results, before any limit.</summary>
    public int Detections { get; }

    /// <summary>A metric of the summary.</summary>
    /// <param name="metric">Its name, for example APr.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double? Metric(string metric)
    {
        var rule = CategoryEvaluation.RuleOf(_rules, metric);
        return Metrics.Single(pair => pair.Key == rule.Name).Value;
    }

    /// <summary>Precision over recall, the mean over the categories that have ground truth; null where none has.</summary>
    /// <inheritdoc cref="CategoryEvaluation.Curve"/>
    public PrecisionRecallCurve? Curve(double iou)
    {
        var curves = Categories.Select(category => category.Curve(iou)).OfType<PrecisionRecallCurve>().ToList();
        if (curves.Count == 0)
            return null;
        var precision = Thresholds.Recall.Select((_, i) => curves.Average(curve => curve.Precision[i]));
        return new PrecisionRecallCurve(curves[0].Iou, Thresholds.Recall, [.. precision]);
    }

    private double? Mean(MetricRule rule)
    {
        var values = Categories.Select(category => category.MetricOf(rule)).OfType<double>().ToList();
        return values.Count == 0 ? null : values.Average();
    }
}
