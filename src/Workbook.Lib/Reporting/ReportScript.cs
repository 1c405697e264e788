namespace Workbook.Reporting;

/// <summary>What makes a report's page more than a text, embedded from <c>Scripts</c>; without it the page says the same.</summary>
internal static class ReportScript
{
    /// <summary>The script element.</summary>
    public static Html Page { get; } = Html.Of($"<script>\n{Html.Trusted(EmbeddedText.Read("sorting.js"))}{Html.Trusted(EmbeddedText.Read("numbers.js"))}</script>");

    /// <summary>Forbids the page everything that it does not bring along, so that it asks no network whatever is in it. plotly.js is unpacked and evaluated.</summary>
    public static Html Policy { get; } = Html.Of($"""
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'">
        """);
}
