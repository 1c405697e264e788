using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The top of a report: what was reproduced, at which scale, on which data.</summary>
internal static class ReportHeader
{
    /// <summary>Title, reference, scale, data and contents.</summary>
    public static Html Write(string paperTitle, IReadOnlyList<TableReport> tables) => Html.Of($"""
        <a class="skip" href="#content">Skip to the content</a>
        <header>
        <h1>{paperTitle}: reproduction</h1>
        <p>Tan et al., CVPR 2020, <a href="https://arxiv.org/abs/2003.05176">{PublishedTables.Source}</a>.
        Every number here comes from recorded training runs, listed under <a href="#runs">Runs</a>.</p>
        <p class="scale">Profile {tables[0].Profile.ToString().ToLowerInvariant()}. {Iterations(tables)}.</p>
        <p class="scale">{Data(tables)}</p>
        <nav aria-label="Contents"><ul>
        {Contents(tables).Select(entry => Html.Of($"<li><a href=\"#{entry.Id}\">{entry.Title}</a></li>\n"))}</ul></nav>
        </header>
        """);

    private static IEnumerable<(string Id, string Title)> Contents(IReadOnlyList<TableReport> tables) =>
    [
        .. tables.Any(table => table.Claims.Count > 0) ? [("claims", "Claims")] : Array.Empty<(string, string)>(),
        .. tables.Select(table => (table.Table.Id, table.Table.Title)),
        ("missing", "What was not run"), ("rerun", "Run this again"), ("settings", "Settings"), ("data", "Sources of data"), ("runs", "Runs"),
    ];

    private static string Iterations(IReadOnlyList<TableReport> tables) =>
        string.Join("; ", tables.GroupBy(table => table.Iterations).Select(same => $"{Names([.. same])}: {same.Key}"));

    // "Tables 1, 2 and 3" of "Table 1: ..." and so on.
    private static string Names(TableReport[] tables)
    {
        string[] numbers = [.. tables.Select(table => table.Table.Number["Table ".Length..])];
        return numbers.Length == 1 ? $"Table {numbers[0]}" : $"Tables {string.Join(", ", numbers[..^1])} and {numbers[^1]}";
    }

    private static Html Data(IReadOnlyList<TableReport> tables)
    {
        var data = tables.SelectMany(table => table.Rows).Where(row => row.Spec is not null).Select(row => row.Spec!.Data)
            .DistinctBy(data => (data.IsSynthetic, data.Name)).OrderByDescending(data => data.IsSynthetic).ToArray();
        return data.Length == 0
            ? Html.Of($"No run is recorded at this profile.")
            : Html.Of($"{data.GroupBy(source => source.IsSynthetic).Select((sources, at) => Html.Of($"{(at > 0 ? "; " : "")}{Data([.. sources.Select(source => source.Name)], sources.Key)}"))}");
    }

    private static Html Data(string[] names, bool areSynthetic)
    {
        var list = Html.Of($"{names.Select((name, at) => Html.Of($"{(at > 0 ? ", " : "")}{Html.Name(name)}"))}");
        return areSynthetic
            ? Html.Of($"<span class=\"synthetic\">SYNTHETIC data: {list}</span> drawn by a program, not comparable with the paper")
            : Html.Of($"Data: {list} (real)");
    }
}
