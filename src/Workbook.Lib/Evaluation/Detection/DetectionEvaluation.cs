using Workbook.Data.Detection;
using Workbook.Results;

namespace Workbook.Evaluation.Detection;

/// <summary>Average precision and recall of detections: the summary, and each category.</summary>
public sealed class DetectionEvaluation
{
    private readonly EvaluationRules _rules;

    internal DetectionEvaluation(EvaluationRules rules, DetectionDataset dataset, DetectionResults results, CategoryScores[] scores)
    {
        _rules = rules;
        GroundTruth = new EvaluatedFile(dataset.Source, dataset.Sha256, dataset.Problems);
        Results = new EvaluatedFile(results.Source, results.Sha256, results.Problems);
        var categories = dataset.Categories;
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

    /// <summary>The file of the annotations.</summary>
    public EvaluatedFile GroundTruth { get; }

    /// <summary>The file of the detections.</summary>
    public EvaluatedFile Results { get; }

    /// <summary>How many records there were, and how many each rule left.</summary>
    public required EvaluationCounts Counts { get; init; }

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

    /// <summary>The summary in the lines that the reference implementation prints, one a metric.</summary>
    public override string ToString() => EvaluationText.Write(_rules, Metrics);

    /// <summary>
    /// Writes <paramref name="path"/>, JSON, and beside it the same name with <c>.csv</c>: both whole or not at all. JSON: <c>metrics</c>, then
    /// per category id what the metrics are means of, <c>counts</c>, <c>precision_recall</c> (at an intersection over union of 0.5), and the files
    /// with their problems; -1 stands for a metric that no category has, and categories without a value are not listed. CSV: a line for the mean
    /// (<c>all</c>) and for every category.
    /// </summary>
    /// <param name="path">A file of any extension but .csv.</param>
    /// <exception cref="ArgumentException">It ends in .csv.</exception>
    public void Save(string path)
    {
        var table = EvaluationFiles.TablePath(path);
        AtomicFile.Write(path, stream => EvaluationJson.Write(stream, this, _rules));
        AtomicFile.Write(table, EvaluationCsv.Write(this));
    }

    private double? Mean(MetricRule rule)
    {
        var values = Categories.Select(category => category.MetricOf(rule)).OfType<double>().ToList();
        return values.Count == 0 ? null : values.Average();
    }
}
