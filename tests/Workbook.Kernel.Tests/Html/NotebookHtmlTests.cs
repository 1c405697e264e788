using System.Text.Json.Nodes;
using Workbook.Kernel.Html;
using Workbook.Kernel.Notebooks;
using Xunit;

namespace Workbook.Kernel.Tests.Html;

public sealed class NotebookHtmlTests : IDisposable
{
    private const string Attack = "<script>alert(1)</script>";
    private const string Escaped = "&lt;script&gt;alert(1)&lt;/script&gt;";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Page_Title_IsTheFirstHeading()
    {
        var page = Page(Notebook.Markdown("text"), Notebook.Markdown("# A & `B` \\<i>"));

        Assert.Contains("<title>A &amp; B &lt;i&gt;</title>", page, StringComparison.Ordinal);
        Assert.Contains("<title>na&lt;me</title>", Page(Notebook.Code("1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_WithHtml_IsEscaped()
    {
        var page = Page(Notebook.Markdown($"Some **bold** {Attack}\n\n{Attack}\n\n| a | b |\n|---|---|\n| 1 | <b> |"));

        Assert.Contains("<strong>bold</strong>", page, StringComparison.Ordinal);
        Assert.Contains("<td>&lt;b&gt;</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split(Escaped).Length - 1);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JAVA&#10;SCRIPT:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](vbscript:a)")]
    [InlineData("[x][y]\n\n[y]: data:text/html,a")]
    public void Markdown_LinkToAScript_LeadsNowhere(string markdown) => Assert.Matches("(href|src)=\"\"", MarkdownHtml.Of(markdown, folder.Path));

    [Theory]
    [InlineData("[x](https://a.b/c)", "href=\"https://a.b/c\"")]
    [InlineData("[x](01-losses.ipynb#gamma)", "href=\"01-losses.ipynb#gamma\"")]
    [InlineData("<a@b.c>", "href=\"mailto:a@b.c\"")]
    public void Markdown_LinkToAPage_IsKept(string markdown, string expected) =>
        Assert.Contains(expected, MarkdownHtml.Of(markdown, folder.Path), StringComparison.Ordinal);

    [Fact]
    public void Code_Tokens_AreMarkedAndEscaped() => Assert.Equal(
        """<span class="directive">#r &quot;a.dll&quot;|</span><span class="comment">// &lt;x&gt;</span>|"""
            + """<span class="keyword">var</span> x = <span class="string">&quot;&amp;&quot;</span> + <span class="number">1</span>;""",
        CSharpHtml.Of("#r \"a.dll\"\n// <x>\nvar x = \"&\" + 1;").Replace('\n', '|'));

    [Theory]
    [InlineData("#!time\nx < 1")]
    [InlineData("\"unfinished <b>")]
    [InlineData("#if A\n<b>\n#endif")]
    public void Code_AnyText_IsAllThere(string code) =>
        Assert.Equal(code, System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(CSharpHtml.Of(code), "<[^>]*>", "")));

    [Fact]
    public void Outputs_OfText_AreEscapedAndHtmlIsKept()
    {
        var page = Page(Executed(
            Stream("stdout", Attack),
            Stream("stderr", Attack),
            Data("text/plain", Attack),
            Data("application/json", new JsonObject { ["k"] = Attack }),
            Data("text/markdown", Attack),
            Data("image/png", "\"><script>alert(1)</script>"),
            Data("image/svg+xml", $"<svg xmlns=\"http://www.w3.org/2000/svg\">{Attack}</svg>"),
            new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "m", ["traceback"] = new JsonArray(Attack) }));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains($"<pre class=\"output stderr\">{Escaped}</pre>", page, StringComparison.Ordinal);

        Assert.Contains($"<div class=\"output\">{Attack}</div>", Page(Executed(Data("text/html", Attack))), StringComparison.Ordinal);
    }

    [Fact]
    public void Output_InSeveralTypes_IsTheBest()
    {
        var both = Data("text/plain", "plain");
        both["data"]!["text/html"] = "<b>rich</b>";
        var page = Page(Executed(both));

        Assert.Contains("<b>rich</b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plain", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_WithProgress_ShowsItsLastState() =>
        Assert.Contains("<pre class=\"output\">3/3\ndone\n</pre>", Page(Executed(Stream("stdout", "1/3\r2/3\r3/3\ndone\r\n"))), StringComparison.Ordinal);

    private static JsonObject Executed(params JsonObject[] outputs)
    {
        var cell = Notebook.Code("1");
        cell["outputs"] = new JsonArray([.. outputs.Select(output => (JsonNode)output)]);
        return cell;
    }

    private static JsonObject Stream(string name, string text) => new() { ["output_type"] = "stream", ["name"] = name, ["text"] = new JsonArray(text) };

    private static JsonObject Data(string mimeType, JsonNode value) =>
        new() { ["output_type"] = "display_data", ["data"] = new JsonObject { [mimeType] = value }, ["metadata"] = new JsonObject() };

    private string Page(params JsonObject[] cells)
    {
        var file = folder.Write("na<me.ipynb", Notebook.Of(cells).ToJsonString());
        return NotebookHtml.Of(NotebookDocument.Read(file), file);
    }
}
