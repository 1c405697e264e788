namespace Workbook.Kernel.Formatting;

/// <summary>What the cells of a notebook can call on any value without an import.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">The value; null shows as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeTypes">The MIME types to show it in; those that its type prefers where none is named.</param>
    /// <returns>Its place, which can show another value.</returns>
    public static DisplayedValue Display<T>(this T value, params string[] mimeTypes) => NotebookFunctions.Show(value, mimeTypes);

    /// <summary>Shows a text as a MIME type: <c>"&lt;b&gt;x&lt;/b&gt;".DisplayAs("text/html")</c>.</summary>
    /// <param name="value">The text.</param>
    /// <param name="mimeType">The MIME type.</param>
    /// <returns>Its place, which can show another value.</returns>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => NotebookFunctions.Show(new MimeText(mimeType, value), []);
}
