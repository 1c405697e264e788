using System.Net;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Workbook.Reporting;

/// <summary>A piece of HTML. Data becomes part of one only through <see cref="Of"/> and <see cref="Json"/>, which escape it.</summary>
internal readonly partial struct Html
{
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>An interpolated string: its literal text is markup, its values are escaped; they may stand in text and in quoted attributes.</summary>
    public static Html Of(HtmlTemplate template) => new(template.ToString());

    /// <summary>Text in which no line ends within a number such as 3e-3.</summary>
    public static Html Text(string text) => new(SmallNumber().Replace(Encode(text), "<span style=\"white-space: nowrap\">$0</span>"));

    /// <summary>Text from outside, whose direction of writing stays its own: the line around it is not turned.</summary>
    public static Html Name(string text) => Of($"<bdi>{text}</bdi>");

    /// <summary>Markup that another writer of this namespace has escaped.</summary>
    public static Html Trusted(string markup) => new(markup);

    /// <summary>A script element with data for programs; a page does not run it.</summary>
    public static Html Json(string id, JToken data)
    {
        var text = data.ToString(Formatting.None).Replace("<", "\\u003c", StringComparison.Ordinal);
        return Of($"""<script type="application/json" id="{id}">{Trusted(Directions().Replace(text, turn => FormattableString.Invariant($"\\u{(int)turn.Value[0]:x4}")))}</script>""");
    }

    /// <summary>The markup.</summary>
    public override string ToString() => markup ?? "";

    /// <summary>
    /// Text as markup that shows it. A character that turns the direction of writing for what follows it is shown as U+FFFD: it could make a line read as another.
    /// </summary>
    internal static string Encode(string? text) => WebUtility.HtmlEncode(Directions().Replace(text ?? "", "\ufffd"));

    /// <summary>The embeddings, overrides and isolates of the Unicode bidirectional algorithm (UAX 9).</summary>
    [GeneratedRegex("[\\u202a-\\u202e\\u2066-\\u2069]")]
    internal static partial Regex Directions();

    [GeneratedRegex(@"\d+e-\d+")]
    private static partial Regex SmallNumber();
}
