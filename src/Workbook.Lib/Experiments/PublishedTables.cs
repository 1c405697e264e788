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
    public static PublishedNumber? Number(string table, string keyColumn, string key, string column) => Number(table, [(keyColumn, key)], column);

    /// <summary>The number in one column of the one row in which each of some columns reads its key; null for a dash.</summary>
    /// <exception cref="UnknownNameException">There is no such table, row or column.</exception>
    public static PublishedNumber? Number(string table, IReadOnlyList<(string Column, string Value)> key, string column)
    {
        var rows = Rows(table);
        var row = rows.SingleOrDefault(row => key.All(part => row.GetValueOrDefault(part.Column) == part.Value))
            ?? throw new UnknownNameException(
                $"row of {table}, column {string.Join(", ", key.Select(part => part.Column))}",
                string.Join(", ", key.Select(part => part.Value)),
                rows.Select(row => string.Join(", ", key.Select(part => row[part.Column]))));
        if (!row.TryGetValue(column, out var text))
            throw new UnknownNameException($"column of {table}", column, Columns(table));
        return text is "-" or "" ? null : new PublishedNumber(text);
    }

    /// <summary>The numbers of one row by metric, each from its column; a dash is absent.</summary>
    /// <exception cref="UnknownNameException">There is no such table, row or column.</exception>
    internal static Dictionary<string, PublishedNumber> Numbers(string table, string keyColumn, string key, params (MetricColumn Metric, string Column)[] columns) =>
        Numbers(table, [(keyColumn, key)], columns);

    /// <summary>The numbers of the row with this key by metric, each from the column that is headed like the metric; a dash is absent.</summary>
    /// <exception cref="UnknownNameException">There is no such table, row or column.</exception>
    internal static Dictionary<string, PublishedNumber> Numbers(
        string table, IReadOnlyList<(string Column, string Value)> key, IEnumerable<MetricColumn> metrics) =>
        Numbers(table, key, metrics.Select(metric => (metric, metric.Header)));

    private static Dictionary<string, PublishedNumber> Numbers(
        string table, IReadOnlyList<(string Column, string Value)> key, IEnumerable<(MetricColumn Metric, string Column)> columns)
    {
        var numbers = new Dictionary<string, PublishedNumber>();
        foreach (var (metric, column) in columns)
            if (Number(table, key, column) is { } number)
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
