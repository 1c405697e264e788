using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Workbook.Kernel.Html;

/// <summary>Markdown as HTML, its formulas left to <see cref="Formulas"/>: HTML within it is shown as text, and links lead to pages, files and addresses only.</summary>
internal static class MarkdownHtml
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseTaskLists().UseFootnotes().UseMathematics().DisableHtml().Build();

    /// <summary>The HTML.</summary>
    /// <param name="markdown">The text.</param>
    /// <param name="folder">Folder of the notebook, whose pictures become part of the page.</param>
    public static string Of(string markdown, string folder)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().Where(link => !IsSafe(link.Url)))
            link.Url = "";
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)))
            link.Url = "";
        foreach (var picture in document.Descendants<LinkInline>().Where(link => link.IsImage))
            Pictures.Embed(picture, folder);
        return document.ToHtml(Pipeline);
    }

    /// <summary>The text of the first heading; null where there is none.</summary>
    public static string? Title(string markdown) => Markdown.Parse(markdown, Pipeline).Descendants<HeadingBlock>().FirstOrDefault()?.Inline is { } heading
        ? string.Concat(heading.Descendants().Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            _ => "",
        }))
        : null;

    private static bool IsSafe(string? url)
    {
        var address = new string([.. (url ?? "").Where(letter => !char.IsControl(letter) && !char.IsWhiteSpace(letter))]);
        var colon = address.IndexOfAny([':', '/', '?', '#']);
        if (colon < 0 || address[colon] != ':')
            return true;
        return address[..colon].ToLowerInvariant() is "http" or "https" or "mailto" || address.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase);
    }
}
