namespace Workbook.Kernel.Formatting;

/// <summary>What the cells of a notebook can call without an import.</summary>
public static class NotebookFunctions
{
    /// <summary>Takes what cells display; the session's.</summary>
    internal static Action<object?, string[]> Show { get; set; } = (_, _) => { };

#pragma warning disable IDE1006, CA1709 // The names are those of .NET Interactive.
    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">The value; null shows as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeTypes">The MIME types to show it in; those that its type prefers where none is named.</param>
    public static void display(object? value, params string[] mimeTypes) => Show(value, mimeTypes);

    /// <summary>HTML, to be shown as such: <c>HTML("&lt;b&gt;x&lt;/b&gt;")</c>.</summary>
    public static HtmlText HTML(string content) => new(content);

    /// <summary>Shows a style sheet's rules in the page.</summary>
    public static void CSS(string content) => Show(new HtmlText($"<style>{content}</style>"), []);

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(string scriptContent) => Show(new HtmlText($"<script type=\"text/javascript\">{scriptContent}</script>"), []);
#pragma warning restore IDE1006, CA1709
}
