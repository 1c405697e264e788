using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Workbook.Tests.Reporting;

/// <summary>What must hold for every page, whatever is in it.</summary>
internal static partial class Markup
{
    private static readonly HashSet<string> Void = ["meta", "br", "link", "img", "input", "hr"];

    /// <summary>Every element is closed where it belongs, ids are unique, links inside the page lead somewhere, and nothing is fetched.</summary>
    public static void AssertSound(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tags().Matches(Code().Replace(html, "")))
        {
            var name = tag.Groups["name"].Value;
            if (Void.Contains(name))
                continue;
            if (tag.Groups["end"].Length == 0)
                open.Push(name);
            else
                Assert.Equal(open.Pop(), name);
        }
        Assert.Empty(open);

        var ids = Ids().Matches(html).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Fragments().Matches(html), link => Assert.Contains(link.Groups[1].Value, ids));
        Assert.DoesNotMatch(FetchingElements(), StillPictures().Replace(Code().Replace(html, ""), ""));
        Assert.All(StillPictures().Matches(html), picture => AssertStill(Encoding.UTF8.GetString(Convert.FromBase64String(picture.Groups[1].Value))));
        Assert.All(Code().Matches(html).Where(code => code.Groups[1].Value == "style"), style => Assert.DoesNotMatch(FetchingStyle(), style.Value));
    }

    [GeneratedRegex("<(?<end>/?)(?<name>[a-z][a-z0-9]*)(?:\\s[^<>]*)?>")]
    private static partial Regex Tags();

    private static void AssertStill(string svg)
    {
        var elements = XElement.Parse(svg).DescendantsAndSelf().ToArray();
        Assert.All(elements, element => Assert.Contains(
            element.Name.LocalName, new[] { "svg", "title", "g", "rect", "path", "polyline", "polygon", "circle", "text", "tspan", "image" }));
        Assert.All(
            elements.Attributes("href"), link => Assert.StartsWith("data:image/png;base64,", link.Value, StringComparison.Ordinal));
    }

    // Pictures that the page holds itself.
    [GeneratedRegex("<img alt=\"[^\"<>]*\" style=\"max-width: 100%\" src=\"data:image/svg\\+xml;base64,([A-Za-z0-9+/=]*)\">")]
    private static partial Regex StillPictures();

    [GeneratedRegex("(?<=<(script|style)[^>]*>).*?(?=</\\1>)", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex(" href=\"#([^\"]+)\"")]
    private static partial Regex Fragments();

    [GeneratedRegex("<(link|img|iframe|object|embed)\\b|<[a-z][^<>]*\\ssrc=", RegexOptions.IgnoreCase)]
    private static partial Regex FetchingElements();

    [GeneratedRegex("@import|url\\(", RegexOptions.IgnoreCase)]
    private static partial Regex FetchingStyle();
}
