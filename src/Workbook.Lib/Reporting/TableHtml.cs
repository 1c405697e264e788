using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>A table report as HTML: published, reproduced and difference side by side, hints beneath.</summary>
internal static class TableHtml
{
    /// <summary>The table and its hints.</summary>
    public static Html Write(TableReport report) => Html.Of($"{HtmlTable.Scrolling(report.Table.Title, Table(report))}{Hints(report)}");

    private static Html Table(TableReport report) => Html.Of($"""
        <table class="results{(HasDifferences(report) ? "" : " bare")}">
        <caption>{report.Table.Caption}<span class="minor">{report.Scale} Published numbers: {report.Table.Source}.
        Reproduced: mean ± standard deviation over seeds{(HasDifferences(report) ? ", with the 95 % interval of the difference" : "")}.</span></caption>
        <thead>
        <tr><th scope="col" rowspan="2">Row</th>
        {report.Table.Metrics.Select(metric => Html.Of($"<th scope=\"colgroup\" colspan=\"{(HasDifferences(report) ? 3 : 2)}\">{metric.Header}</th>\n"))}<th scope="col" rowspan="2">Seeds</th></tr>
        <tr>
        {report.Table.Metrics.Select(_ => Html.Of($"<th scope=\"col\">published</th><th scope=\"col\">reproduced</th>{Difference(report)}\n"))}</tr>
        </thead>
        <tbody>
        {report.Rows.Select(row => Row(row, HasDifferences(report)))}</tbody>
        </table>
        """);

    // Without any, as of synthetic data, the table has no column for them.
    private static bool HasDifferences(TableReport report) => report.Rows.Any(row => row.Metrics.Any(metric => metric.Difference is not null));

    private static Html Difference(TableReport report) => HasDifferences(report) ? Html.Of($"<th scope=\"col\">difference</th>") : default;

    private static Html Row(RowResults row, bool hasDifferences) => Html.Of($"""
        <tr{Absent(row)}><th scope="row">{Html.Text(row.Row.Label)}{Marks(row).Select(mark => Html.Of($" <span class=\"mark\">{mark}</span>"))}</th>
        {row.Metrics.Select(metric => Metric(row, metric, hasDifferences))}<td>{Seeds(row)}</td></tr>

        """);

    private static Html Absent(RowResults row) => row.Records.Count == 0 ? Html.Of($" class=\"absent\"") : default;

    private static IEnumerable<string> Marks(RowResults row)
    {
        if (row.Row.CopiedFrom is { } source)
            yield return $"published number copied from {source}";
        if (row.Row.Experiment is null)
            yield return "quoted only";
        if (row.IsOtherCode)
            yield return "other code";
    }

    private static Html Metric(RowResults row, MetricSummary metric, bool hasDifferences) => Html.Of(
        $"<td class=\"number\">{metric.Published?.Text}</td><td class=\"number\">{Measured(row, metric)}</td>{(hasDifferences ? Html.Of($"<td class=\"number\">{Difference(metric)}</td>") : default)}\n");

    private static Html Difference(MetricSummary metric) =>
        metric.Difference is not { } difference ? default
        : metric is { DifferenceLower: { } lower, DifferenceUpper: { } upper }
            ? Html.Of($"{SignedText.Of(difference)}<span class=\"minor\">[{SignedText.Of(lower)}, {SignedText.Of(upper)}]</span>")
        : Html.Of($"{SignedText.Of(difference)}");

    private static Html Measured(RowResults row, MetricSummary metric) =>
        metric.Mean is null ? default
        : row.IsSynthetic ? Html.Of($"{metric.MeasuredText} <strong class=\"synthetic\">SYNTHETIC</strong>")
        : Html.Of($"{metric.MeasuredText}");

    private static string Seeds(RowResults row)
    {
        var seeds = string.Join(", ", row.Records.Select(stored => stored.Record.Spec.Seed));
        var parts = new[] { seeds, Seeds("diverged", row.DivergedSeeds), Seeds("stopped", row.InterruptedSeeds) }.Where(part => part.Length > 0).ToArray();
        return parts.Length > 0 ? string.Join("; ", parts) : row.Row.Experiment is null ? "" : "not run";
    }

    private static string Seeds(string what, IReadOnlyList<int> seeds) => seeds.Count > 0 ? $"{what}: {string.Join(", ", seeds)}" : "";

    private static Html Hints(TableReport report) =>
        report.Hints.Count == 0 ? default : Html.Of($"<ul class=\"hints\">{report.Hints.Select(Hint)}</ul>");

    private static Html Hint(Hint hint) => hint.Severity == HintSeverity.Warning
        ? Html.Of($"<li class=\"warning\"><b>Warning:</b> {Html.Text(hint.Text)}</li>")
        : Html.Of($"<li>{Html.Text(hint.Text)}</li>");
}
