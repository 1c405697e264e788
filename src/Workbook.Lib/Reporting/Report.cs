using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>Tables of one profile as a page for a reader who has nothing else: claims, numbers, figures, commands and the origin of every run.</summary>
public sealed class Report
{
    /// <summary>The title of the paper.</summary>
    internal const string PaperTitle = "Equalization Loss for Long-Tailed Object Recognition";
    private readonly IReadOnlyList<TableReport> tables;
    private readonly IReadOnlyList<ReportedRun> runs;
    private readonly TrainingVersions trainingCode;
    private readonly Profile profile;
    private readonly DataHtml data;

    private Report(IReadOnlyList<TableReport> tables, IReadOnlyList<ReportedRun> runs, Profile profile, TrainingVersions trainingCode)
    {
        (this.tables, this.runs, this.profile, this.trainingCode) = (tables, runs, profile, trainingCode);
        data = new DataHtml(runs, [.. tables.Select(report => report.Table)]);
    }

    /// <summary>The file of a profile's report, <c>report.html</c> in its folder.</summary>
    public static string DefaultPath(ResultStore store, Profile profile) => Path.Combine(store.ProfileFolder(profile), "report.html");

    /// <summary>Builds the report from the records of a profile; the same records give the same page.</summary>
    /// <param name="tables">The tables, in the order to show; at least one.</param>
    /// <param name="profile">The scale.</param>
    /// <param name="content">All records of that profile.</param>
    /// <param name="trainingCode">The version that records of other code are told from: <see cref="TrainingCode.Versions"/>.</param>
    /// <exception cref="ArgumentException">No table is given.</exception>
    public static Report Build(IReadOnlyList<PaperTable> tables, Profile profile, StoreContent content, TrainingVersions trainingCode)
    {
        if (tables.Count == 0)
            throw new ArgumentException("A report needs at least one table.", nameof(tables));
        var reports = tables.Select(table => TableReport.Build(table, profile, content, trainingCode)).ToArray();
        return new Report(reports, ReportedRun.Of(reports, content), profile, trainingCode);
    }

    /// <summary>The page: one HTML file that needs no other and no network.</summary>
    public string ToHtml() => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        {ReportScript.Policy}
        <title>{Title}</title>
        {ReportStyle.Page}
        </head>
        <body class="workbook">
        {ReportHeader.Write(PaperTitle, tables)}
        <main id="content" tabindex="-1">
        {ClaimsHtml.Write(tables)}{tables.Select(Table)}<section id="missing"><h2>What was not run</h2>
        {MissingHtml.Write(tables)}</section>
        <section id="rerun"><h2>How to run this again</h2>
        {RerunHtml.Write(tables)}</section>
        <section id="settings"><h2>Settings</h2>
        {SettingsHtml.Write([.. tables.Select(report => report.Table)], profile)}</section>
        <section id="data"><h2>Sources of data</h2>
        {data.Write()}</section>
        <section id="runs"><h2>Runs</h2>
        {new RunsHtml(runs, trainingCode, data).Write()}</section>
        </main>
        {Html.Json(ReportRecords.ElementId, ReportRecords.Write(profile, trainingCode, runs))}
        {Html.Trusted(PlotlyLibrary.Html)}
        {ReportScript.Page}
        </body>
        </html>

        """).ToString();

    /// <summary>Writes the page, in full or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToHtml());

    private string Title => $"{string.Join(", ", tables.Select(report => report.Table.Id))} at {profile.ToString().ToLowerInvariant()}: {PaperTitle}";

    private static Html Table(TableReport report) => Html.Of($"""
        <section id="{report.Table.Id}"><h2>{report.Table.Title}</h2>
        {TableHtml.Write(report)}
        {ClaimsHtml.OfTable(report)}
        {Figures(report)}
        {RerunHtml.Commands(report)}
        </section>

        """);

    private static Html Figures(TableReport report) => TableFigures.Of(report) is { Count: > 0 } figures
        ? Html.Of($"<h3>Charts of {report.Table.Number}</h3>\n<div class=\"figures\">{figures.Select(figure => Html.Trusted(figure.ToHtml()))}</div>")
        : default;
}
