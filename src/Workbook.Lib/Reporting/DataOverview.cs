using System.Globalization;
using Workbook.Data;
using Workbook.Data.Statistics;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>Which data stand behind the recorded runs of one profile and behind the figures, and whether they are real or synthetic.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class DataOverview : INotebookValue
{
    private readonly Profile _profile;
    private readonly IReadOnlyList<(DataSource Data, int Runs)> _sources;

    internal DataOverview(Profile profile, IEnumerable<RunRecord> records)
    {
        _profile = profile;
        _sources =
        [
            .. records.Select(record => record.Spec.Data).GroupBy(data => (data.Name, data.IsSynthetic))
                .OrderBy(group => group.Key.IsSynthetic).ThenBy(group => group.Key.Name, StringComparer.Ordinal).Select(group => (group.First(), group.Count())),
        ];
    }

    string INotebookValue.ToHtml() => ReportStyle.Fragment(HtmlTable.Write(
        "Data",
        "settings",
        $"What the numbers of this workbook come from. {Scope}",
        ["Data", "", "What it is", "Used by"],
        [.. _sources.Select(Source), .. StatisticsFile.All.Select(Statistics)])).ToString();

    string INotebookValue.ToText() => string.Join('\n',
    [
        Scope,
        .. _sources.Select(source =>
            $"{(source.Data.IsSynthetic ? "SYNTHETIC" : "real")}: {source.Data.Name} ({Runs(source.Runs)}). {source.Data.Description}"),
        .. StatisticsFile.All.Select(file => $"real: {file.Title} (figures). {file.Source}"),
    ]);

    private string Scope => _sources.Count == 0
        ? $"No run is recorded at profile {ProfileName}."
        : string.Create(CultureInfo.InvariantCulture, $"Runs are those at profile {ProfileName}: {Count(isSynthetic: false)} on real data, {Count(isSynthetic: true)} on synthetic data.");

    private string ProfileName => _profile.ToString().ToLowerInvariant();

    private int Count(bool isSynthetic) => _sources.Where(source => source.Data.IsSynthetic == isSynthetic).Sum(source => source.Runs);

    private static Html Source((DataSource Data, int Runs) source) => Html.Of($"""
        <tr><th scope="row">{source.Data.Name}</th><td>{Kind(source.Data.IsSynthetic)}</td><td>{source.Data.Description}</td><td>{Runs(source.Runs)}</td></tr>

        """);

    private static Html Statistics(StatisticsFile file) => Html.Of($"""
        <tr><th scope="row">{file.Title.Split(':')[0]}</th><td>{Kind(false)}</td>
        <td>{file.Title.Split(": ", 2)[1]}.<span class="minor">{file.Source}. Licence: {file.Licence}. Made from {string.Join("; ", file.Originals)}.</span></td>
        <td>figures</td></tr>

        """);

    private static Html Kind(bool isSynthetic) => isSynthetic ? Html.Of($"<strong class=\"synthetic\">SYNTHETIC</strong>") : Html.Of($"real");

    private static string Runs(int count) => count == 1 ? "1 run" : string.Create(CultureInfo.InvariantCulture, $"{count} runs");
}
