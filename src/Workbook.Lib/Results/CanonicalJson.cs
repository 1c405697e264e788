using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Workbook.Results;

/// <summary>
/// One text for equal JSON values: properties sorted by ordinal name, no white space, numbers in the invariant culture at the shortest text
/// that reads back as the same value (so that 1 and 1.0 are one number), strings escaped as JSON.NET does.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>The canonical text of a value.</summary>
    public static string Write(JToken token)
    {
        var text = new StringBuilder();
        Append(text, token);
        return text.ToString();
    }

    /// <summary>SHA-256 of the canonical text in UTF-8, in lower-case hexadecimal digits.</summary>
    public static string Hash(JToken token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(token))));

    private static void Append(StringBuilder text, JToken token)
    {
        switch (token)
        {
            case JObject item:
                text.Append('{');
                foreach (var (index, property) in item.Properties().OrderBy(property => property.Name, StringComparer.Ordinal).Index())
                {
                    text.Append(index > 0 ? "," : "").Append(JsonConvert.ToString(property.Name)).Append(':');
                    Append(text, property.Value);
                }
                text.Append('}');
                break;
            case JArray list:
                text.Append('[');
                foreach (var (index, item) in list.Index())
                {
                    text.Append(index > 0 ? "," : "");
                    Append(text, item);
                }
                text.Append(']');
                break;
            default:
                text.Append(Scalar(token));
                break;
        }
    }

    private static string Scalar(JToken token) => token.Type switch
    {
        JTokenType.Float => Number((double)token),
        JTokenType.Integer => ((long)token).ToString(CultureInfo.InvariantCulture),
        JTokenType.String => JsonConvert.ToString((string)token!),
        JTokenType.Boolean => (bool)token ? "true" : "false",
        JTokenType.Null => "null",
        _ => throw new ArgumentException($"A {token.Type} at {token.Path} has no canonical JSON.", nameof(token)),
    };

    private static string Number(double value) =>
        double.IsFinite(value)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : throw new ArgumentException("A number that is not finite has no JSON.", nameof(value));
}
