namespace Workbook.Kernel.Formatting;

/// <summary>A text that is HTML.</summary>
/// <param name="Content">The HTML.</param>
public sealed record HtmlText(string Content)
{
    /// <summary>The HTML.</summary>
    public override string ToString() => Content;
}
