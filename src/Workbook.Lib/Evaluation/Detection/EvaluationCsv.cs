using System.Globalization;
using Workbook.Data.Detection;
using Workbook.Results;

namespace Workbook.Evaluation.Detection;

/// <summary>An evaluation as comma-separated values: a line for the mean of all categories, and one for each.</summary>
internal static class EvaluationCsv
{
    public static string Write(DetectionEvaluation evaluation)
    {
        var metrics = evaluation.Metrics.Select(metric => metric.Key).ToArray();
        var lines = new List<string>
        {
            Csv.Line(["category", "name", "frequency", "objects", "detections", .. metrics]),
            Csv.Line(
            [
                "all", "", "", Number(evaluation.Categories.Sum(category => category.Objects)), Number(evaluation.Counts.Evaluated),
                .. evaluation.Metrics.Select(metric => Number(metric.Value)),
            ]),
        };
        lines.AddRange(evaluation.Categories.Select(category => Csv.Line(
        [
            category.Id.ToString(CultureInfo.InvariantCulture), category.Name, category.Group == FrequencyGroup.None ? "" : category.Group.ToString().ToLowerInvariant(),
            Number(category.Objects), Number(category.Detections), .. category.Metrics.Select(Number),
        ])));
        return string.Concat(lines);
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
