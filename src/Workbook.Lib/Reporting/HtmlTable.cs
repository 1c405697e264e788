namespace Workbook.Reporting;

/// <summary>Tables that scroll by themselves where the page is too narrow.</summary>
internal static class HtmlTable
{
    /// <summary>A table with one line of column headings.</summary>
    /// <param name="name">What it is, for a reader who cannot see it.</param>
    /// <param name="style">Class of the style sheet.</param>
    /// <param name="caption">Stands above the table.</param>
    /// <param name="columns">Headings, left to right.</param>
    /// <param name="rows">Rows of cells, top to bottom.</param>
    public static Html Write(string name, string style, string caption, IEnumerable<string> columns, IEnumerable<Html> rows) => Scrolling(name, Html.Of($"""
        <table class="{style}">
        <caption>{caption}</caption>
        <thead><tr>{columns.Select(column => Html.Of($"<th scope=\"col\">{column}</th>"))}</tr></thead>
        <tbody>
        {rows}</tbody>
        </table>
        """));

    /// <summary>Any table.</summary>
    public static Html Scrolling(string name, Html table) => Html.Of($"""
        <div class="scroll" role="region" tabindex="0" aria-label="{name}">
        {table}
        </div>

        """);
}
