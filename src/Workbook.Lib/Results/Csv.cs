namespace Workbook.Results;

/// <summary>Comma-separated values (RFC 4180, line feeds).</summary>
internal static class Csv
{
    /// <summary>A line, with its line feed.</summary>
    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Quote)) + "\n";

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny(",\"\n\r") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
