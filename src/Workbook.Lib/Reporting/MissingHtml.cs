using System.Globalization;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>What a report lacks of the paper: tables and figures, rows, and seeds.</summary>
internal static class MissingHtml
{
    /// <summary>A list of the tables and figures that are not there, and a table of rows.</summary>
    public static Html Write(IReadOnlyList<TableReport> tables)
    {
        var items = PaperMap.Items.Where(item => IsMissing(item, tables)).ToArray();
        var rows = tables.SelectMany(Rows).ToArray();
        return Html.Of($"""
            {(items.Length == 0 ? default : Html.Of($"<p>Of the paper's tables and figures, this report lacks:</p>\n<ul>{items.Select(Item)}</ul>\n"))}
            {(rows.Length == 0 ? Html.Of($"<p>Of the tables shown, every row was run with every seed.</p>") : HtmlTable.Write(
                "What was not run",
                "missing",
                "What the tables shown lack. Without a second seed a row has no spread, and without the same seeds rows are not compared pair by pair.",
                ["Table", "What is missing", "Rows"],
                rows))}
            """);
    }

    private static bool IsMissing(PaperItem item, IReadOnlyList<TableReport> tables) => item.Name.StartsWith("Table", StringComparison.Ordinal)
        ? tables.All(table => table.Table.Number != item.Name)
        : tables.All(table => table.Table.Notebook != item.Notebook) && !(item.Notebook == PaperMap.WhyNotebook && tables.Any(table => table.Table.Id == PaperTables.Table5.Id));

    private static Html Item(PaperItem item) =>
        Html.Of($"<li>{item.Name}: {item.Subject}. Not asked for in this report.</li>\n");

    // Rows that lack the same share a line.
    private static IEnumerable<Html> Rows(TableReport report)
    {
        var seeds = report.Rows.SelectMany(Seeds).Distinct().Order().ToArray();
        var lacking = report.Rows.SelectMany(row => Lacks(row, seeds).Select(what => (What: what, row.Row.Label))).GroupBy(row => row.What, row => row.Label);
        return lacking.Select(group => Html.Of($"""
            <tr><th scope="row"><a href="#{report.Table.Id}">{report.Table.Number}</a></th><td>{group.Key}</td><td>{string.Join("; ", group)}</td></tr>

            """));
    }

    private static IEnumerable<string> Lacks(RowResults row, int[] seeds)
    {
        if (row.Row.Experiment is null)
            yield return row.Row.CopiedFrom is { } source ? $"Only quoted, from {source}: not trained here" : "Only quoted: not trained here";
        else if (row.Records.Count == 0 && row.DivergedSeeds.Count == 0 && row.InterruptedSeeds.Count == 0)
            yield return "Not run";
        if (row.DivergedSeeds.Count > 0)
            yield return $"Diverged: seed {Text(row.DivergedSeeds)}";
        if (row.InterruptedSeeds.Count > 0)
            yield return $"Stopped before its end: seed {Text(row.InterruptedSeeds)}";
        var missing = seeds.Except(Seeds(row)).Except(row.DivergedSeeds).Except(row.InterruptedSeeds).ToArray();
        if (row.Records.Count > 0 && missing.Length > 0)
            yield return $"Seed {Text(missing)}: run with {Text(Seeds(row))} only";
        else if (row.Records.Count == 1)
            yield return $"A second seed: run with {Text(Seeds(row))} only";
    }

    private static IEnumerable<int> Seeds(RowResults row) => row.Records.Select(stored => stored.Record.Spec.Seed);

    private static string Text(IEnumerable<int> seeds) => string.Join(", ", seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)));
}
