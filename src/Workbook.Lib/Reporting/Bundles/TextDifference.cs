namespace Workbook.Reporting.Bundles;

/// <summary>Where two texts begin to differ.</summary>
internal static class TextDifference
{
    private const int Before = 12, Shown = 48;

    /// <summary><c>line 9, column 40: got "24.29 |", expected "23.23 |"</c>; null where they are the same.</summary>
    public static string? First(string got, string expected)
    {
        var at = got.AsSpan().CommonPrefixLength(expected);
        if (at == got.Length && at == expected.Length)
            return null;
        var line = got.AsSpan(0, at).Count('\n') + 1;
        var start = at == 0 ? 0 : got.LastIndexOf('\n', at - 1) + 1;
        var from = Math.Max(start, at - Before);
        return FormattableString.Invariant($"line {line}, column {at - start + 1}: got {Excerpt(got, from)}, expected {Excerpt(expected, from)}");
    }

    private static string Excerpt(string text, int from)
    {
        var rest = text[from..Math.Min(text.Length, from + Shown)];
        return rest.Length == 0 ? "the end" : $"\"{rest.Split('\n')[0]}\"";
    }
}
