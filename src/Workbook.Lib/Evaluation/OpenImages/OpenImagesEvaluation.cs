using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Data.OpenImages;

namespace Workbook.Evaluation.OpenImages;

/// <summary>Average precision of detections on Open Images: the summary, and each class.</summary>
public sealed class OpenImagesEvaluation
{
    private const string Mean = "mAP@0.5";

    internal OpenImagesEvaluation(OpenImagesClasses classes, ClassScores[] scores, ImageNumberGroups? groups, int detections)
    {
        Detections = detections;
        Classes = [.. scores.Select((score, i) => new OpenImagesClassEvaluation(score)
        {
            Mid = classes.Mids[i],
            Name = classes.Names[i],
            Group = groups?.GroupOf(i),
        })];
        Metrics =
        [
            KeyValuePair.Create(Mean, MeanOf(null)),
            .. Enumerable.Range(0, groups?.Count ?? 0).Select(
                group => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"AP{group + 1}"), MeanOf(group))),
        ];
    }

    /// <summary>
    /// <c>mAP@0.5</c>, and <c>AP1</c> (most images) ... <c>AP5</c> where groups were given: means over the classes that have boxes, in [0, 1];
    /// null where none has.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, double?>> Metrics { get; }

    /// <summary>All classes, also those without boxes.</summary>
    public IReadOnlyList<OpenImagesClassEvaluation> Classes { get; }

    /// <summary>Detections that were given.</summary>
    public int Detections { get; }

    /// <summary>A metric of the summary.</summary>
    /// <param name="metric">Its name.</param>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double? Metric(string metric)
    {
        foreach (var (name, value) in Metrics)
            if (name == metric)
                return value;
        throw new ArgumentException($"There is no metric {metric}; there are {string.Join(", ", Metrics.Select(pair => pair.Key))}.", nameof(metric));
    }

    /// <summary>
    /// The metrics and, by MID, <c>per_class_ap</c> (null without boxes), <c>num_gt_per_class</c> and <c>num_evaluated_detections_per_class</c>.
    /// </summary>
    public JObject ToJson()
    {
        var json = new JObject();
        foreach (var (name, value) in Metrics)
            json[name] = value;
        json["per_class_ap"] = ByMid(result => result.AveragePrecision);
        json["num_gt_per_class"] = ByMid(result => (double)result.Objects);
        json["num_evaluated_detections_per_class"] = ByMid(result => result.Detections);
        return json;
    }

    private JObject ByMid(Func<OpenImagesClassEvaluation, JToken> value) => new(Classes.Select(result => new JProperty(result.Mid, value(result))));

    private double? MeanOf(int? group)
    {
        var results = Classes.Where(result => group is null || result.Group == group);
        var values = results.Select(result => result.AveragePrecision).OfType<double>().ToList();
        return values.Count == 0 ? null : values.Average();
    }
}
