using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Evaluation.Detection;
using Xunit;

namespace Workbook.Tests.Evaluation.Detection;

/// <summary>Compares with a reference's numbers, where -1 stands for none.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-9;

    public static void OfMetrics(JToken expected, DetectionEvaluation actual, string of = "")
    {
        Assert.Equal(expected.Children<JProperty>().Select(property => property.Name), actual.Metrics.Select(metric => metric.Key));
        foreach (var (name, value) in actual.Metrics)
            Equal((double)expected[name]!, value, $"{of} {name}");
    }

    /// <summary>Categories that the reference does not list have no value.</summary>
    public static void OfCategories(JToken expected, DetectionEvaluation actual, string metric, Func<JToken, JToken>? select = null)
    {
        Assert.NotEmpty(expected);
        foreach (var category in actual.Categories)
        {
            var value = expected[$"{category.Id}"];
            Equal(value is null ? -1 : (double)(select?.Invoke(value) ?? value), category.Metric(metric), $"{metric} of category {category.Id}");
        }
    }

    private static void Equal(double expected, double? actual, string what) =>
        Assert.True(
            Math.Abs(expected - (actual ?? -1)) <= Tolerance,
            $"{what}: expected {expected:R}, got {actual?.ToString("R", CultureInfo.InvariantCulture) ?? "none"}");
}
