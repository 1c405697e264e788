using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The claims of all tables in one table, a line each, with what the recorded runs of one profile say about them.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class ClaimOverview : INotebookValue
{
    private readonly IReadOnlyList<TableReport> _reports;

    internal ClaimOverview(IReadOnlyList<TableReport> reports) => _reports = reports;

    string INotebookValue.ToHtml() => ReportStyle.Fragment(Html.Of($"""
        {ClaimsHtml.Tally(_reports)}
        {ClaimsHtml.Overview($"Profile {ProfileName}: every claim of the paper that is judged here, with its deciding contrast in percentage points.", _reports, isLinked: false)}
        """)).ToString();

    string INotebookValue.ToText() => string.Join('\n', Claims.Select(claim =>
        $"{VerdictText.Of(claim.Verdict)}{(claim.IsSynthetic ? " (SYNTHETIC data)" : "")}: {claim.Claim.Statement} ({claim.Claim.Source}) {claim.Reason}"));

    private IEnumerable<ClaimResult> Claims => _reports.SelectMany(report => report.Claims);

    private string ProfileName => _reports[0].Profile.ToString().ToLowerInvariant();
}
