using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Workbook.Kernel.Notebooks;

namespace Workbook.Kernel.Html;

/// <summary>A notebook with its outputs as one page that needs nothing else. HTML that cells displayed is kept as it is, scripts included; all else is escaped.</summary>
internal static class NotebookHtml
{
    private static readonly string[] Best = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "application/json", "text/plain"];

    /// <summary>The page.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="path">Its file, which names a page without a heading; pictures of its folder become part of the page.</param>
    public static string Of(NotebookDocument document, string path)
    {
        var cells = document.Cells.ToArray();
        var title = cells.Where(cell => cell.Kind == "markdown").Select(cell => MarkdownHtml.Title(cell.Source)).FirstOrDefault(title => title is not null)
            ?? Path.GetFileNameWithoutExtension(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var body = new StringBuilder();
        foreach (var cell in cells)
            Write(body, cell, folder);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(title)}</title>
            <style>
            {PageStyle.Css}
            </style>
            </head>
            <body>
            <main>
            {body}</main>
            {Formulas.Script(body)}</body>
            </html>

            """;
    }

    private static void Write(StringBuilder page, NotebookCell cell, string folder)
    {
        switch (cell.Kind)
        {
            case "markdown":
                page.Append("<section class=\"text\">\n").Append(MarkdownHtml.Of(cell.Source, folder)).Append("</section>\n");
                break;
            case "raw":
                page.Append("<pre class=\"raw\">").Append(Escape(cell.Source)).Append("</pre>\n");
                break;
            case "code" when !string.IsNullOrWhiteSpace(cell.Source):
                var count = cell.Json["execution_count"]?.ToString();
                page.Append("<section class=\"code\">\n<pre class=\"source\"").Append(count is null ? "" : $" data-number=\"{Escape(count)}\"").Append("><code>")
                    .Append(cell.Language == "csharp" ? CSharpHtml.Of(cell.Source) : Escape(cell.Source)).Append("</code></pre>\n");
                foreach (var output in cell.Json["outputs"]?.AsArray() ?? [])
                    Write(page, output!.AsObject(), folder);
                page.Append("</section>\n");
                break;
        }
    }

    private static void Write(StringBuilder page, JsonObject output, string folder)
    {
        switch ((string?)output["output_type"])
        {
            case "stream":
                page.Append((string?)output["name"] == "stderr" ? "<pre class=\"output stderr\">" : "<pre class=\"output\">")
                    .Append(Escape(Overwritten(NotebookText.Read(output["text"]) ?? ""))).Append("</pre>\n");
                break;
            case "error":
                var traceback = string.Join('\n', output["traceback"]!.AsArray().Select(line => (string?)line));
                page.Append("<pre class=\"output error\">").Append(Escape(traceback)).Append("</pre>\n");
                break;
            case "execute_result" or "display_data" when output["data"] is JsonObject data && Best.FirstOrDefault(data.ContainsKey) is { } mimeType:
                page.Append("<div class=\"output\">").Append(Shown(mimeType, data[mimeType]!, folder)).Append("</div>\n");
                break;
        }
    }

    private static string Shown(string mimeType, JsonNode value, string folder)
    {
        var text = NotebookText.Read(value) ?? value.ToJsonString();
        return mimeType switch
        {
            "text/html" => text,
            // As an image, so that no script in it runs.
            "image/svg+xml" => $"<img alt=\"\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\">",
            "image/png" or "image/jpeg" => $"<img alt=\"\" src=\"data:{mimeType};base64,{Escape(text.ReplaceLineEndings(""))}\">",
            "text/markdown" => MarkdownHtml.Of(text, folder),
            _ => $"<pre>{Escape(text)}</pre>",
        };
    }

    /// <summary>Text as a terminal shows it where progress lines end in a carriage return: the last of them.</summary>
    private static string Overwritten(string text) => !text.Contains('\r', StringComparison.Ordinal) ? text : string.Join('\n', text.Split('\n').Select(line =>
    {
        line = line.TrimEnd('\r');
        return line[(line.LastIndexOf('\r') + 1)..];
    }));

    private static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");
}
