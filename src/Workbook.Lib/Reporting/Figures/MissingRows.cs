using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The statement of a figure of two rows that one of them is not there.</summary>
internal static class MissingRows
{
    /// <summary>A sentence that names the rows without data; null where all have some.</summary>
    public static string? Statement(IEnumerable<RowResults> rows, Func<RowResults, bool> hasData, string data)
    {
        var missing = rows.Where(row => !hasData(row)).Select(row => row.Row.Label).ToArray();
        return missing.Length == 0 ? null : $"No finished run with {data} is recorded for {string.Join(" and ", missing)}.";
    }
}
