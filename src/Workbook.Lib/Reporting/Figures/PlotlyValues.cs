using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>Plain texts and numbers as plotly.js takes them.</summary>
internal static class PlotlyValues
{
    /// <summary>
    /// Text that is shown as it is. plotly.js reads a few HTML elements and entities in every text, and TeX between dollar signs where a page
    /// has MathJax; a line feed breaks the line.
    /// </summary>
    public static JToken Text(string text) => new JValue(Html.Directions().Replace(text, "\ufffd")
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("$", "&#36;", StringComparison.Ordinal)
        .ReplaceLineEndings("<br>"));

    /// <summary>Texts.</summary>
    public static JArray Texts(IEnumerable<string> texts) => new(texts.Select(Text));

    /// <summary>A coordinate to six significant digits, far below a pixel; null where it is not finite, which plotly.js leaves out.</summary>
    public static JToken Number(double? value) =>
        value is { } number && double.IsFinite(number)
            ? new JValue(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : JValue.CreateNull();

    /// <summary>Coordinates.</summary>
    public static JArray Numbers(IEnumerable<double?> values) => new(values.Select(Number));

    /// <summary>Halves of whiskers. For null and for 0 plotly.js would draw the caps of a whisker without length, as if there were no doubt; for a text it draws nothing.</summary>
    public static JArray Whiskers(IEnumerable<double?> values) => new(values.Select(value => value is > 0 ? Number(value) : new JValue("none")));
}
