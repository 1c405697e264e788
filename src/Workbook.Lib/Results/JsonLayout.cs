using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Workbook.Results;

/// <summary>JSON for people and for diffs: indented, with objects and lists of plain values on one line where they fit.</summary>
internal static class JsonLayout
{
    private const int Width = 140;

    /// <summary>The text, ending in a line feed.</summary>
    public static string Write(JToken token)
    {
        var text = new StringBuilder();
        Append(text, token, indent: 0);
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, JToken token, int indent)
    {
        var inline = token.ToString(Formatting.None);
        var plain = !token.Children().SelectMany(child => child is JProperty property ? [property.Value] : new[] { child }).Any(child => child is JContainer);
        if (token is not JContainer { HasValues: true } || (plain && indent + inline.Length <= Width))
        {
            text.Append(token switch
            {
                JObject { HasValues: true } item => $"{{ {string.Join(", ", item.Properties().Select(Spaced))} }}",
                JArray list => $"[{string.Join(", ", list.Select(item => item.ToString(Formatting.None)))}]",
                _ => inline,
            });
            return;
        }
        var (open, close) = token is JObject ? ('{', '}') : ('[', ']');
        text.Append(open).Append('\n');
        foreach (var (index, child) in token.Children().Index())
        {
            if (index > 0)
                text.Append(",\n");
            text.Append(' ', indent + 2);
            if (child is JProperty property)
                text.Append(JsonConvert.ToString(property.Name)).Append(": ");
            Append(text, child is JProperty { Value: var value } ? value : child, indent + 2);
        }
        text.Append('\n').Append(' ', indent).Append(close);
    }

    private static string Spaced(JProperty property) => $"{JsonConvert.ToString(property.Name)}: {property.Value.ToString(Formatting.None)}";
}
