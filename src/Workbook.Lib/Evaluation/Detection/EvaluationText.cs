using System.Globalization;

namespace Workbook.Evaluation.Detection;

/// <summary>The summary in the lines of pycocotools and lvis-api.</summary>
internal static class EvaluationText
{
    private static readonly string[] Areas = ["all", "small", "medium", "large"];

    public static string Write(EvaluationRules rules, IEnumerable<KeyValuePair<string, double?>> metrics) =>
        string.Join('\n', rules.Metrics.Zip(metrics, (rule, metric) => Line(rules, rule, metric.Value ?? -1)));

    private static string Line(EvaluationRules rules, MetricRule rule, double value)
    {
        var title = rule.IsRecall ? "Average Recall" : "Average Precision";
        var iou = rule.Threshold is { } threshold ? Invariant($"{Thresholds.Iou[threshold]:F2}") : Invariant($"{Thresholds.Iou[0]:F2}:{Thresholds.Iou[^1]:F2}");
        // lvis-api writes the first letter of an area, and the frequency group.
        var area = rules.IsFederated && rule.Area > 0 ? Areas[rule.Area][..1] : Areas[rule.Area];
        var group = rule.Group == Data.Detection.FrequencyGroup.None ? "all" : $"{char.ToLowerInvariant(rule.Group.ToString()[0])}";
        var categories = rules.IsFederated ? $" catIds={group,3}" : " ";
        return Invariant($" {title,-18} ({(rule.IsRecall ? "AR" : "AP")}) @[ IoU={iou,-9} | area={area,6} | maxDets={rules.Limits[rule.Limit ?? ^1],3}{categories}] = {Rounded(value):F3}");
    }

    // C rounds a tie to even, .NET away from zero; ties in the fourth decimal are sixteenths.
    private static double Rounded(double value) => value * 16 == Math.Round(value * 16) ? Math.Round(value, 3) : value;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
