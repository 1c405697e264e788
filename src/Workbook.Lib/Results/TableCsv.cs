using System.Globalization;
using System.Text;

namespace Workbook.Results;

/// <summary>A table report as comma-separated values (RFC 4180, line feeds), a line for each row and metric.</summary>
internal static class TableCsv
{
    private static readonly string[] Headers =
    [
        "table", "row", "label", "metric", "published", "copied_from", "mean", "deviation", "lower", "upper", "seeds", "difference",
        "profile", "iterations", "paper_iterations", "data", "synthetic", "device", "training_code", "other_code",
    ];

    public static string Write(TableReport report)
    {
        var text = new StringBuilder();
        text.Append(Csv.Line(Headers));
        foreach (var row in report.Rows)
            foreach (var metric in row.Metrics)
                text.Append(Csv.Line(Fields(report, row, metric)));
        return text.ToString();
    }

    private static string[] Fields(TableReport report, RowResults row, MetricSummary metric) =>
    [
        report.Table.Id,
        row.Row.Id,
        row.Row.Label,
        metric.Metric.Id,
        metric.Published?.Text ?? "",
        row.Row.CopiedFrom ?? "",
        Number(metric.Mean),
        Number(metric.Deviation),
        Number(metric.Lower),
        Number(metric.Upper),
        row.Records.Count.ToString(CultureInfo.InvariantCulture),
        Number(metric.Difference),
        report.Profile.ToString().ToLowerInvariant(),
        row.Iterations?.ToString(CultureInfo.InvariantCulture) ?? "",
        row.PaperIterations?.ToString(CultureInfo.InvariantCulture) ?? "",
        row.Spec?.Data.Name ?? "",
        row.Spec is null ? "" : row.IsSynthetic ? "true" : "false",
        row.Spec?.Device ?? "",
        row.Spec?.TrainingCode ?? "",
        row.Spec is null ? "" : row.IsOtherCode ? "true" : "false",
    ];

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
