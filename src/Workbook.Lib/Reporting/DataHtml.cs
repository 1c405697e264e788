using Workbook.Data;
using Workbook.Data.Acquisition;
using Workbook.Data.Statistics;
using Workbook.Experiments;

namespace Workbook.Reporting;

/// <summary>Where the numbers of a report come from: the paper's, the data of the runs, and the statistics behind a figure.</summary>
internal sealed class DataHtml
{
    private readonly List<DataSource> data;
    private readonly IReadOnlyList<PaperTable> tables;

    public DataHtml(IReadOnlyList<ReportedRun> runs, IReadOnlyList<PaperTable> tables)
    {
        data = [.. runs.Select(run => run.Record.Spec.Data).DistinctBy(Key)];
        this.tables = tables;
    }

    /// <summary>The sources, each with its kind, origin and hashes.</summary>
    public Html Write() => Html.Of($"""
        <p><strong>Published numbers</strong> are those of {PublishedTables.Source}: <a href="https://arxiv.org/abs/2003.05176">arxiv.org/abs/2003.05176</a>.</p>
        {(data.Count == 0 ? Html.Of($"<p>No run is recorded, so no data set was used.</p>") : default)}{data.Select(Source)}{(tables.Contains(PaperTables.Table3) ? Statistics(StatisticsFile.Lvis) : default)}
        """);

    /// <summary>The data of a run, as a link to where they are described.</summary>
    public Html Link(DataSource source)
    {
        var name = Name(source);
        return Html.Of($"<a href=\"#{name}\">{name}</a>{Synthetic(source)}");
    }

    private string Name(DataSource source) => FormattableString.Invariant($"D{data.FindIndex(known => Key(known) == Key(source)) + 1}");

    private Html Source(DataSource source) => Html.Of($"""
        <h3 id="{Name(source)}">{Name(source)}: {Html.Name(source.Name)}{Synthetic(source)}</h3>
        <p>{(source.IsSynthetic ? "" : "Real data. ")}{Html.Name(source.Description)} {Origin(source)}</p>
        {HtmlFacts.Write(source.Sha256.Select(hash => ($"SHA-256 of {hash.Key}", hash.Value)))}
        """);

    private static Html Origin(DataSource source)
    {
        if (source.IsSynthetic)
            return Html.Of($"The workbook draws it again, file for file, where it is not there.");
        var published = DatasetSources.All.FirstOrDefault(known =>
            source.Name.StartsWith(known.Title, StringComparison.OrdinalIgnoreCase) || known.Title.StartsWith(source.Name, StringComparison.OrdinalIgnoreCase));
        return published is null ? default : Html.Of($"""
            Published at <a href="{published.Site.AbsoluteUri}">{published.Site.AbsoluteUri}</a>; {(published.Licence is { } licence ? $"licence: {licence}" : "its page states no licence")}.
            """);
    }

    private static Html Statistics(StatisticsFile file) => Html.Of($"""
        <h3>{file.Title.Split(':')[0]}: category statistics in a figure of {PaperTables.Table3.Number}</h3>
        <p>Real data. {file.Title.Split(": ", 2)[1]}. Taken from {file.Source}; licence: {file.Licence}.</p>
        {HtmlFacts.Write(file.Originals.Select(original => ("Made from", original)))}
        """);

    private static Html Synthetic(DataSource source) => source.IsSynthetic ? Html.Of($" <strong class=\"synthetic\">SYNTHETIC</strong>") : default;

    private static string Key(DataSource source) =>
        string.Join('\n', [source.Name, source.Description, .. source.Sha256.Select(hash => $"{hash.Key} {hash.Value}")]);
}
