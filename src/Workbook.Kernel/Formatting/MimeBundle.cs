using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Kernel.Formatting;

/// <summary>A value in the MIME types that show it.</summary>
internal static class MimeBundle
{
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">The types asked for; those that the value's type prefers where there are none.</param>
    public static JsonObject Of(object? value, IReadOnlyCollection<string> mimeTypes)
    {
        var data = new JsonObject();
        switch (value)
        {
            case HtmlText html:
                data["text/html"] = html.Content;
                break;
            case MimeText text:
                data[text.MimeType] = Content(text.MimeType, text.Content);
                break;
            case not null when TypeFormatters.Of(value.GetType()) is { } formatters:
                foreach (var (mimeType, text) in formatters.Format(value, mimeTypes))
                    data[mimeType] = Content(mimeType, text);
                break;
        }
        if (data.Count == 0 && mimeTypes.Contains("text/html") && !mimeTypes.Contains("text/plain"))
            data["text/html"] = $"<pre>{System.Net.WebUtility.HtmlEncode(PlainText.Of(value))}</pre>";
        if (data.Count == 0)
            data["text/plain"] = PlainText.Of(value);
        return data;
    }

    /// <summary>A text of a MIME type as a bundle has it: JSON types as JSON.</summary>
    public static JsonNode? Content(string mimeType, string text)
    {
        if (mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal))
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                return text;
            }
        }
        return text;
    }
}
