using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>A recorded run that belongs to rows of the reported tables.</summary>
/// <param name="File">Name of the record's file.</param>
/// <param name="Record">The record.</param>
/// <param name="Rows">The rows that the run is for.</param>
/// <param name="IsShown">Whether the run is part of the tables' numbers: a record of other data, device or code than the one shown is not.</param>
internal sealed record ReportedRun(string File, RunRecord Record, IReadOnlyList<RowReference> Rows, bool IsShown)
{
    /// <summary>The runs of these tables, in the order of their rows, then by seed and file.</summary>
    public static IReadOnlyList<ReportedRun> Of(IReadOnlyList<TableReport> reports, StoreContent content)
    {
        var rows = reports
            .SelectMany(report => report.Rows, (report, row) => (Reference: new RowReference(report.Table.Id, row.Row.Id), Results: row, report.Profile))
            .ToArray();
        var shown = rows.SelectMany(row => row.Results.Records).Select(stored => stored.Path).ToHashSet();
        return
        [
            .. content.Records
                .Select(stored => (Stored: stored, Rows: rows.Where(row => row.Results.Row.Experiment?.Scaled(row.Profile) == stored.Record.Spec.Experiment).ToArray()))
                .Where(run => run.Rows.Length > 0)
                .OrderBy(run => Array.IndexOf(rows, run.Rows[0]))
                .ThenBy(run => run.Stored.Record.Spec.Seed)
                .ThenBy(run => run.Stored.Path, StringComparer.Ordinal)
                .Select(run => new ReportedRun(
                    Path.GetFileName(run.Stored.Path), run.Stored.Record, [.. run.Rows.Select(row => row.Reference)], shown.Contains(run.Stored.Path))),
        ];
    }
}
