using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The claims of all tables of a report, counted by verdict.</summary>
internal static class ClaimsHtml
{
    /// <summary>The section; empty where no table has a claim.</summary>
    public static Html Write(IReadOnlyList<TableReport> tables) => tables.All(table => table.Claims.Count == 0) ? default : Html.Of($"""
        <section id="claims"><h2>What the paper claims, and what came out here</h2>
        {Tally(tables)}
        {tables.Where(table => table.Claims.Count > 0).Select(Claims)}</section>

        """);

    /// <summary>How many claims have each verdict.</summary>
    public static Html Tally(IReadOnlyList<TableReport> tables)
    {
        var verdicts = tables.SelectMany(table => table.Claims).GroupBy(claim => claim.Verdict).OrderBy(group => group.Key).ToArray();
        return Html.Of($"<p class=\"tally\">{verdicts.Select(group => Html.Of($"{ClaimHtml.Badge(group.Key)}{group.Count()} of {verdicts.Sum(every => every.Count())} "))}</p>");
    }

    private static Html Claims(TableReport table) => Html.Of($"<h3><a href=\"#{table.Table.Id}\">{table.Table.Title}</a></h3>\n{table.Claims.Select(ClaimHtml.Write)}");
}
