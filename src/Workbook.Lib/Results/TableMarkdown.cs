using System.Text;

namespace Workbook.Results;

/// <summary>A table report as Markdown.</summary>
internal static class TableMarkdown
{
    public static string Write(TableReport report)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(report.Table.Title).Append("\n\n");
        text.Append(report.Table.Caption).Append("\n\n");
        text.Append(report.Scale).Append(" Published numbers: ").Append(report.Table.Source).Append(".\n\n");

        var headers = new List<string> { "Row" };
        foreach (var metric in report.Table.Metrics)
            headers.AddRange([$"{metric.Header} published", "here", "difference"]);
        headers.AddRange(["Seeds", "Data", "Device", "Code"]);
        Line(text, headers);
        Line(text, headers.Select((_, column) => column > 0 && column <= 3 * report.Table.Metrics.Count ? "---:" : "---"));
        foreach (var row in report.Rows)
            Line(text, Cells(row));

        if (report.Claims.Count > 0)
        {
            text.Append('\n');
            Line(text, ["Verdict", "Claim of the paper", "Deciding contrast (points)", "published", "here", "Why"]);
            Line(text, ["---", "---", "---", "---:", "---:", "---"]);
        }
        foreach (var claim in report.Claims)
            Line(text, Cells(claim));

        if (report.Hints.Count > 0)
            text.Append('\n');
        foreach (var hint in report.Hints)
            text.Append("- ").Append(hint.Text).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Cells(RowResults row)
    {
        yield return row.Row.Label;
        foreach (var metric in row.Metrics)
        {
            yield return metric.Published is { } published ? published.Text + (row.Row.CopiedFrom is null ? "" : " (copied)") : "";
            yield return metric.MeasuredText + (row.IsSynthetic && metric.Mean is not null ? " (SYNTHETIC)" : "");
            yield return metric.DifferenceText;
        }
        yield return string.Join(", ", row.Records.Select(stored => stored.Record.Spec.Seed));
        yield return row.Spec is { } spec ? (row.IsSynthetic ? "SYNTHETIC: " : "") + spec.Data.Name : "";
        yield return row.Spec?.Device ?? "";
        yield return row.Spec is null ? "" : row.IsOtherCode ? "other code" : "this code";
    }

    private static IEnumerable<string> Cells(ClaimResult claim) =>
    [
        $"**{VerdictText.Of(claim.Verdict)}**",
        $"{claim.Claim.Statement} ({claim.Claim.Source})",
        claim.Deciding.Condition,
        claim.Deciding.PublishedText,
        claim.Deciding.MeasuredText,
        claim.Reason,
    ];

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
