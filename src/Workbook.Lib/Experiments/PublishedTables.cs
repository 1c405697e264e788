using Newtonsoft.Json.Linq;

namespace Workbook.Experiments;

/// <summary>
/// The numbers of all twelve tables as printed, from the embedded <c>published-tables.json</c> (written by
/// <c>data-scripts/published-tables.cs</c>). A cell that the paper prints as a dash is absent.
/// </summary>
public static class PublishedTables
{
    private static readonly JObject Content = Load();

    /// <summary>The edition of the paper that the numbers are from.</summary>
    public static string Source => (string)Content["source"]!;

    /// <summary>Ids of the tables: <c>table1</c> to <c>table12</c>.</summary>
    public static IReadOnlyList<string> Ids => [.. Tables.Properties().Select(table => table.Name)];

    private static JObject Tables => (JObject)Content["tables"]!;

    /// <summary>The printed column headings of a table, left to right.</summary>
    /// <exception cref="UnknownNameException">There is no such table.</exception>
    public static IReadOnlyList<string> Columns(string table) => [.. Table(table)["columns"]!.Select(column => (string)column!)];

    /// <summary>The rows of a table, top to bottom: printed text by column heading.</summary>
    /// <exception cref="UnknownNameException">There is no such table.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string table) =>
        [.. Table(table)["rows"]!.Select(row => row.ToObject<Dictionary<string, string>>()!)];

    /// <summary>The number in one column of the one row whose <paramref name="keyColumn"/> reads <paramref name="key"/>; null for a dash.</summary>
    /// <exception cref="UnknownNameException">There is no such table, row or column.</exception>
    public static PublishedNumber? Number(string table, string keyColumn, string key, string column)
    {
        var rows = Rows(table);
        var row = rows.SingleOrDefault(row => row.GetValueOrDefault(keyColumn) == key)
            ?? throw new UnknownNameException($"row of {table}, column {keyColumn}", key, rows.Select(row => row[keyColumn]));
        if (!row.TryGetValue(column, out var text))
            throw new UnknownNameException($"column of {table}", column, Columns(table));
        return text is "-" or "" ? null : new PublishedNumber(text);
    }

    /// <summary>The numbers of one row by metric, each from its column; a dash is absent.</summary>
    /// <exception cref="UnknownNameException">There is no such table, row or column.</exception>
    internal static Dictionary<string, PublishedNumber> Numbers(string table, string keyColumn, string key, params (MetricColumn Metric, string Column)[] columns)
    {
        var numbers = new Dictionary<string, PublishedNumber>();
        foreach (var (metric, column) in columns)
            if (Number(table, keyColumn, key, column) is { } number)
                numbers.Add(metric.Id, number);
        return numbers;
    }

    private static JObject Table(string table) =>
        Tables[table] as JObject ?? throw new UnknownNameException("published table", table, Ids);

    private static JObject Load()
    {
        using var stream = typeof(PublishedTables).Assembly.GetManifestResourceStream("Workbook.Experiments.published-tables.json")
            ?? throw new InvalidOperationException("Workbook.Lib was built without the embedded file Experiments/published-tables.json.");
        using var reader = new StreamReader(stream);
        return JObject.Parse(reader.ReadToEnd());
    }
}
