using System.Text.Json.Nodes;

namespace Workbook.Kernel.Notebooks;

/// <summary>Multi-line text as notebooks hold it: a string, or a list of lines with their line ends.</summary>
internal static class NotebookText
{
    /// <summary>The whole text; null where the value is no text.</summary>
    public static string? Read(JsonNode? value) => value switch
    {
        JsonValue single when single.TryGetValue<string>(out var text) => text,
        JsonArray lines when lines.All(line => line is JsonValue item && item.TryGetValue<string>(out _)) => string.Concat(lines.Select(line => (string)line!)),
        _ => null,
    };

    /// <summary>A list of lines, which compares well line by line.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) + 1;
            if (end == 0)
                end = text.Length;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }
        return lines;
    }
}
