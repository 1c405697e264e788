using Newtonsoft.Json.Linq;

namespace Workbook.Results;

/// <summary>A table report as JSON.</summary>
internal static class TableJson
{
    public static JObject Write(TableReport report) => new()
    {
        ["table"] = report.Table.Id,
        ["title"] = report.Table.Title,
        ["caption"] = report.Table.Caption,
        ["source"] = report.Table.Source,
        ["profile"] = report.Profile.ToString().ToLowerInvariant(),
        ["rows"] = new JArray(report.Rows.Select(Row)),
        ["claims"] = new JArray(report.Claims.Select(Claim)),
        ["hints"] = new JArray(report.Hints.Select(hint => new JObject { ["severity"] = Name(hint.Severity), ["text"] = hint.Text })),
    };

    private static JObject Row(RowResults row)
    {
        var json = new JObject { ["id"] = row.Row.Id, ["label"] = row.Row.Label };
        Add(json, "copiedFrom", row.Row.CopiedFrom);
        Add(json, "iterations", row.Iterations);
        Add(json, "paperIterations", row.PaperIterations);
        json["metrics"] = new JObject(row.Metrics.Select(metric => new JProperty(metric.Metric.Id, Metric(metric))));
        json["seeds"] = new JArray(row.Records.Select(stored => stored.Record.Spec.Seed));
        json["divergedSeeds"] = new JArray(row.DivergedSeeds);
        if (row.Spec is { } spec)
        {
            json["data"] = spec.Data.Name;
            json["synthetic"] = row.IsSynthetic;
            json["device"] = spec.Device;
            json["libtorch"] = spec.Libtorch;
            json["trainingCode"] = spec.TrainingCode;
            json["otherCode"] = row.IsOtherCode;
            json["runs"] = new JArray(row.Records.Select(stored => Path.GetFileName(stored.Path)));
        }
        return json;
    }

    private static JObject Metric(MetricSummary metric)
    {
        var json = new JObject();
        Add(json, "published", metric.Published?.Value);
        Add(json, "mean", metric.Mean);
        Add(json, "deviation", metric.Deviation);
        Add(json, "lower", metric.Lower);
        Add(json, "upper", metric.Upper);
        Add(json, "difference", metric.Difference);
        Add(json, "differenceLower", metric.DifferenceLower);
        Add(json, "differenceUpper", metric.DifferenceUpper);
        return json;
    }

    private static JObject Claim(ClaimResult result) => new()
    {
        ["id"] = result.Claim.Id,
        ["statement"] = result.Claim.Statement,
        ["source"] = result.Claim.Source,
        ["verdict"] = Name(result.Verdict),
        ["reason"] = result.Reason,
        ["synthetic"] = result.IsSynthetic,
        ["contrasts"] = new JArray(result.Contrasts.Select(Contrast)),
    };

    private static JObject Contrast(ContrastResult result)
    {
        var json = new JObject
        {
            ["label"] = result.Contrast.Label,
            ["margin"] = result.Contrast.Margin,
            ["verdict"] = Name(result.Verdict),
            ["reason"] = result.Reason,
        };
        Add(json, "mean", result.Mean);
        Add(json, "deviation", result.Deviation);
        Add(json, "lower", result.Lower);
        Add(json, "upper", result.Upper);
        json["seeds"] = new JArray(result.Seeds);
        json["paired"] = result.IsPaired;
        json["synthetic"] = result.IsSynthetic;
        Add(json, "published", result.Published);
        json["publishedCopied"] = result.IsPublishedCopied;
        return json;
    }

    private static string Name(Enum value) => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    private static void Add(JObject json, string name, double? value)
    {
        if (value is { } number)
            json[name] = Estimate.Rounded(number);
    }

    private static void Add(JObject json, string name, JToken? value)
    {
        if (value is not (null or JValue { Value: null }))
            json[name] = value;
    }
}
