using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The claims of a report: all of them in one table at its top, and each in full with its table.</summary>
internal static class ClaimsHtml
{
    /// <summary>The section that counts the claims by verdict and gives each a line that leads to it; empty where no table has a claim.</summary>
    public static Html Write(IReadOnlyList<TableReport> tables) => tables.All(table => table.Claims.Count == 0) ? default : Html.Of($"""
        <section id="claims"><h2>What the paper claims, and what came out here</h2>
        {Tally(tables)}
        {Overview("Each claim with the contrast that decides it, in percentage points; a claim leads to its table.", tables, isLinked: true)}</section>

        """);

    /// <summary>How many claims have each verdict.</summary>
    public static Html Tally(IReadOnlyList<TableReport> tables)
    {
        var verdicts = tables.SelectMany(table => table.Claims).GroupBy(claim => claim.Verdict).OrderBy(group => group.Key).ToArray();
        return Html.Of($"<p class=\"tally\">{verdicts.Select(group => Html.Of($"{ClaimHtml.Badge(group.Key)}{group.Count()} of {verdicts.Sum(every => every.Count())} "))}</p>");
    }

    /// <summary>A line for each claim.</summary>
    /// <param name="caption">Stands above the table.</param>
    /// <param name="tables">Tables with claims.</param>
    /// <param name="isLinked">Whether the page also holds <see cref="OfTable"/>.</param>
    public static Html Overview(string caption, IReadOnlyList<TableReport> tables, bool isLinked) => HtmlTable.Write(
        "Claims",
        "overview",
        caption,
        ["Verdict", "Claim", "Here", "Published", "Needed"],
        tables.SelectMany(table => table.Claims.Index().Select(claim => ClaimHtml.Line(claim.Item, isLinked ? Id(table, claim.Index) : null))));

    /// <summary>The claims of one table in full; empty where it has none.</summary>
    public static Html OfTable(TableReport table) => table.Claims.Count == 0 ? default : Html.Of($"""
        <h3>Claims of {table.Table.Number}</h3>
        {table.Claims.Index().Select(claim => ClaimHtml.Write(claim.Item, Id(table, claim.Index)))}
        """);

    private static string Id(TableReport table, int claim) => FormattableString.Invariant($"{table.Table.Id}-claim{claim + 1}");
}
