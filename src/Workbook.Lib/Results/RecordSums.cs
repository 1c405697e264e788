using System.Globalization;
using Workbook.Data.Detection;
using Workbook.Evaluation;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>Whether the metrics of a record agree with what it says of each class or category, of which they are means.</summary>
internal static class RecordSums
{
    /// <summary>Numbers that should be one may differ by this, percentage points.</summary>
    public const double Tolerance = 1e-9;

    // Metrics of a detection and the categories that each is the mean of.
    private static readonly (string Metric, Func<CategoryResult, double?> Value, FrequencyGroup? Group)[] Means =
    [
        ("ap", category => category.Ap, null),
        ("apr", category => category.Ap, FrequencyGroup.Rare),
        ("apc", category => category.Ap, FrequencyGroup.Common),
        ("apf", category => category.Ap, FrequencyGroup.Frequent),
        ("apbbox", category => category.BoxAp, null),
    ];

    /// <summary>Each metric that does not agree: <c>top1 is 24.3, but its classes have 24.29</c>.</summary>
    public static IEnumerable<string> Problems(RunRecord record) =>
        from sum in Sums(record)
        where record.Metrics.TryGetValue(sum.Metric, out var value) && !(Math.Abs(value - sum.Value) <= Tolerance)
        select string.Create(CultureInfo.InvariantCulture, $"{sum.Metric} is {record.Metrics[sum.Metric]}, but its {sum.Of} {sum.Value}");

    private static IEnumerable<(string Metric, double Value, string Of)> Sums(RunRecord record)
    {
        foreach (var (metric, value, group) in Means)
            if (record.Categories.Where(category => group is null || category.Group == group).Select(value).OfType<double>().ToArray() is { Length: > 0 } values)
                yield return (metric, values.Average(), "categories have");

        var classes = record.PerClass.Where(item => item.TestImages > 0).ToArray();
        if (classes.Length > 0)
            yield return ("top1", Accuracy(classes), "classes have");
        var shotImages = (record.Spec.Experiment as ClassificationExperiment)?.Data.ShotImages ?? [.. record.PerClass.Select(item => item.TrainImages)];
        var shots = record.PerClass.Zip(shotImages).Where(pair => pair.First.TestImages > 0).GroupBy(pair => ClassificationEvaluator.ShotOf(pair.Second), pair => pair.First);
        foreach (var shot in shots)
            yield return (shot.Key.ToString().ToLowerInvariant(), Accuracy(shot), "classes have");
        if (record is { Accuracy: [.., var last], Status: RunStatus.Finished })
        {
            yield return ("top1", last.Top1, "last test has");
            yield return ("top5", last.Top5, "last test has");
        }
    }

    private static double Accuracy(IEnumerable<ClassAccuracy> classes)
    {
        var (hits, images) = classes.Aggregate((Hits: 0.0, Images: 0), (sum, item) => (sum.Hits + (item.Top1 ?? double.NaN) * item.TestImages, sum.Images + item.TestImages));
        return hits / images;
    }
}
