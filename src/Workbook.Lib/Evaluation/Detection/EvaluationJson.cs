using System.Globalization;
using System.Text.Json;
using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>An evaluation as JSON; see <see cref="DetectionEvaluation.Save"/>.</summary>
internal static class EvaluationJson
{
    private static readonly string[] Areas = ["small", "medium", "large"];

    public static void Write(Stream stream, DetectionEvaluation evaluation, EvaluationRules rules)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartObject("metrics");
        foreach (var (name, value) in evaluation.Metrics)
            json.WriteNumber(name, value ?? -1);
        json.WriteEndObject();
        WriteCategories(json, evaluation, rules);
        WriteCounts(json, evaluation, rules);
        WriteCurves(json, evaluation);
        WriteFile(json, "ground_truth", evaluation.GroundTruth);
        WriteFile(json, "results", evaluation.Results);
        json.WriteEndObject();
    }

    private static void WriteCategories(Utf8JsonWriter json, DetectionEvaluation evaluation, EvaluationRules rules)
    {
        WriteMetric(json, "per_category_ap", evaluation, "AP");
        WriteMetric(json, "per_category_ap50", evaluation, "AP50");
        if (rules.IsFederated)
        {
            WriteMetric(json, "per_category_ar", evaluation, "AR@300");
        }
        else
        {
            json.WriteStartObject("per_category_ar");
            foreach (var category in evaluation.Categories.Where(category => category.Objects > 0))
            {
                json.WriteStartObject(Key(category));
                foreach (var metric in new[] { "AR1", "AR10", "AR100" })
                    json.WriteNumber(metric, category.Metric(metric)!.Value);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteStartObject("per_category_ap_by_area");
        foreach (var area in Areas)
            WriteMetric(json, area, evaluation, "AP" + area[0]);
        json.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter json, string name, DetectionEvaluation evaluation, string metric)
    {
        json.WriteStartObject(name);
        foreach (var category in evaluation.Categories)
            if (category.Metric(metric) is { } value)
                json.WriteNumber(Key(category), value);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, DetectionEvaluation evaluation, EvaluationRules rules)
    {
        var counts = evaluation.Counts;
        json.WriteStartObject("counts");
        if (rules.IsFederated)
        {
            json.WriteNumber("results_in_file", counts.Detections);
            json.WriteNumber("after_300_cap", counts.WithinImageLimit);
            json.WriteNumber("after_area_gt_0_filter", counts.WithArea);
            json.WriteNumber("evaluated_after_federated_filter", counts.Evaluated);
            json.WriteNumber("gt_used", counts.Used);
            json.WriteNumber("categories_with_ap", evaluation.Categories.Count(category => category.Objects > 0));
            json.WriteStartArray("freq_groups_r_c_f");
            foreach (var group in new[] { FrequencyGroup.Rare, FrequencyGroup.Common, FrequencyGroup.Frequent })
                json.WriteNumberValue(evaluation.Categories.Count(category => category.Group == group));
            json.WriteEndArray();
            json.WriteNumber("detections", counts.Detections);
            json.WriteNumber("img_cat_pairs_evaluated", counts.Pairs);
        }
        else
        {
            json.WriteNumber("results", counts.Detections);
            json.WriteNumber("max_dets_per_image_category", counts.MostOfImageAndCategory);
            json.WriteNumber("evaluated", counts.Evaluated);
            json.WriteNumber("crowd", counts.Crowds);
        }
        json.WriteNumber("gt", counts.Annotations);
        json.WriteEndObject();
    }

    private static void WriteCurves(Utf8JsonWriter json, DetectionEvaluation evaluation)
    {
        const double iou = 0.5;
        json.WriteStartObject("precision_recall");
        json.WriteNumber("iou", iou);
        WriteNumbers(json, "recall", Thresholds.Recall);
        if (evaluation.Curve(iou) is { } mean)
            WriteNumbers(json, "precision", mean.Precision);
        json.WriteStartObject("per_category");
        foreach (var category in evaluation.Categories)
            if (category.Curve(iou) is { } curve)
                WriteNumbers(json, Key(category), curve.Precision);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // On one line, at six decimals: curves are for drawing.
    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue($"[{string.Join(", ", values.Select(value => value.ToString("0.######", CultureInfo.InvariantCulture)))}]");
    }

    private static void WriteFile(Utf8JsonWriter json, string name, EvaluatedFile file)
    {
        json.WriteStartObject(name);
        json.WriteString("path", file.Path);
        json.WriteString("sha256", file.Sha256);
        json.WriteStartArray("problems");
        foreach (var problem in file.Problems)
        {
            json.WriteStartObject();
            json.WriteString("what", problem.What);
            json.WriteBoolean("dropped", problem.IsDropped);
            json.WriteNumber("count", problem.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Key(CategoryEvaluation category) => category.Id.ToString(CultureInfo.InvariantCulture);
}
