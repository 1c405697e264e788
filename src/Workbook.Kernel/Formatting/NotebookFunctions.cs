namespace Workbook.Kernel.Formatting;

/// <summary>What the cells of a notebook can call without an import.</summary>
public static class NotebookFunctions
{
    /// <summary>Takes what cells display; the session's.</summary>
    internal static Func<object?, string[], DisplayedValue> Show { get; set; } = (_, _) => new DisplayedValue(_ => { });

    /// <summary>Asks the reader for a line: the prompt, and whether the answer must not be seen; null where there is nobody to ask.</summary>
    internal static Func<string, bool, string?> Ask { get; set; } = (_, _) => null;

#pragma warning disable IDE1006, CA1709 // The names are those of .NET Interactive.
    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">The value; null shows as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeTypes">The MIME types to show it in; those that its type prefers where none is named.</param>
    /// <returns>Its place, which can show another value.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => Show(value, mimeTypes);

    /// <summary>Asks the reader of the notebook for a line.</summary>
    /// <param name="prompt">What to ask.</param>
    /// <exception cref="InvalidOperationException">There is nobody to ask: the notebook runs by itself, or its client takes no questions.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public static Task<string> GetInputAsync(string prompt = "") =>
        Task.FromResult(Ask(prompt, false) ?? throw new InvalidOperationException($"Nobody is there to answer \"{prompt}\": give the value as a parameter of the notebook."));

    /// <summary>HTML, to be shown as such: <c>HTML("&lt;b&gt;x&lt;/b&gt;")</c>.</summary>
    public static HtmlText HTML(string content) => new(content);

    /// <summary>Shows a style sheet's rules in the page.</summary>
    public static void CSS(string content) => Show(new HtmlText($"<style>{content}</style>"), []);

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(string scriptContent) => Show(new HtmlText($"<script type=\"text/javascript\">{scriptContent}</script>"), []);
#pragma warning restore IDE1006, CA1709
}
