namespace Workbook.Reporting;

/// <summary>Names and values, a line each.</summary>
internal static class HtmlFacts
{
    /// <summary>The list.</summary>
    public static Html Write(IEnumerable<(string Name, string Value)> facts) =>
        Html.Of($"<dl>{facts.Select(fact => Html.Of($"<dt>{fact.Name}</dt><dd>{fact.Value}</dd>"))}</dl>\n\n");
}
