namespace Workbook.Reporting;

/// <summary>The style sheets, embedded from <c>Styles</c>.</summary>
internal static class ReportStyle
{
    private static readonly Html Results = Read("results.css");

    /// <summary>The style element of a report's page.</summary>
    public static Html Page { get; } = Html.Of($"<style>\n{Results}{Read("page.css")}</style>");

    /// <summary>Tables and claims with the style they need, for a page of which nothing is known; colours follow its text.</summary>
    public static Html Fragment(Html content) => Html.Of($"<div class=\"workbook\"><style>\n{Results}</style>\n{content}</div>\n");

    private static Html Read(string file) => Html.Trusted(EmbeddedText.Read(file));
}
