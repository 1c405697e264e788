using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>Names of rows for a legend: without what all of them share, which the figure's title says.</summary>
internal static class SeriesNames
{
    public static IReadOnlyList<string> Of(IReadOnlyList<RowResults> rows)
    {
        string[] labels = [.. rows.Select(row => rows.All(other => other.IsSynthetic) ? row.Row.Label : FigureScope.Name(row))];
        var first = labels[0][..(labels[0].IndexOf(", ", StringComparison.Ordinal) is >= 0 and var comma ? comma + 2 : 0)];
        return labels.Length > 1 && labels.All(label => label.StartsWith(first, StringComparison.Ordinal)) ? [.. labels.Select(label => label[first.Length..])] : labels;
    }
}
