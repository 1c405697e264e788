using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class HtmlTests
{
    [Fact]
    public void Of_Text_IsEscaped()
    {
        var hostile = "<script>alert('a & b')</script>";

        Assert.Equal("<p>&lt;script&gt;alert(&#39;a &amp; b&#39;)&lt;/script&gt;</p>", Html.Of($"<p>{hostile}</p>").ToString());
    }

    [Fact]
    public void Of_Attribute_CannotBeLeft()
    {
        var hostile = "\" onload=\"alert(1)";

        Assert.Equal("<a title=\"&quot; onload=&quot;alert(1)\">", Html.Of($"<a title=\"{hostile}\">").ToString());
    }

    [Fact]
    public void Of_Html_IsNotEscapedTwice()
    {
        var inner = Html.Of($"<b>{"1 < 2"}</b>");

        Assert.Equal("<p><b>1 &lt; 2</b></p>", Html.Of($"<p>{inner}</p>").ToString());
        Assert.Equal("<b>1 &lt; 2</b><b>1 &lt; 2</b>", Html.Of($"{new[] { inner, inner }}").ToString());
    }

    [Fact]
    public void Of_NothingToWrite_IsEmpty()
    {
        string? none = null;

        Assert.Equal("", Html.Of($"{none}{default(Html)}{Array.Empty<Html>()}").ToString());
    }

    [Fact]
    public void Of_Numbers_AreInvariant()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1234.5 1,234.50 12", Html.Of($"{1234.5} {1234.5:N2} {12}").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Json_EndOfScript_CannotBeWritten()
    {
        var hostile = "</script><script>alert(1)</script><!--";

        var html = Html.Json("data", new JObject { ["name"] = hostile }).ToString();

        Assert.Equal(1, html.Split("</script").Length - 1);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        var json = html["<script type=\"application/json\" id=\"data\">".Length..^"</script>".Length];
        Assert.Equal(hostile, (string?)JObject.Parse(json)["name"]);
    }
}
