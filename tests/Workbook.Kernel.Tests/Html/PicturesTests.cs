using Workbook.Kernel.Html;
using Xunit;

namespace Workbook.Kernel.Tests.Html;

public sealed class PicturesTests : IDisposable
{
    private readonly TemporaryFolder outer = new();
    private readonly string folder;

    public PicturesTests()
    {
        folder = Directory.CreateDirectory(outer.File("notebooks")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "a b"));
    }

    public void Dispose() => outer.Dispose();

    // "Man" is TWFu in base64 (RFC 4648).
    [Theory]
    [InlineData("picture.png", "picture.png", "image/png")]
    [InlineData("a b/c.SVG", "a%20b/c.SVG", "image/svg+xml")]
    [InlineData("x.jpeg", "./a%20b/../x.jpeg?v=1#top", "image/jpeg")]
    public void Picture_InTheFolder_IsInThePage(string file, string url, string mimeType)
    {
        File.WriteAllText(Path.Combine(folder, file), "Man");

        Assert.Equal($"<p><img src=\"data:{mimeType};base64,TWFu\" alt=\"alt\" /></p>\n", MarkdownHtml.Of($"![alt]({url})", folder));
    }

    [Theory]
    [InlineData("../secret.png", "outside the notebook&#39;s folder")]
    [InlineData("%2e%2e/secret.png", "outside the notebook&#39;s folder")]
    [InlineData("link.png", "outside the notebook&#39;s folder")]
    [InlineData("linked/secret.png", "outside the notebook&#39;s folder")]
    [InlineData("none.png", "not found")]
    [InlineData("a%20b", "not found")]
    [InlineData("a%00.png", "cannot be read")]
    [InlineData("notes.txt", "expected a name in .png")]
    [InlineData("empty.png", "empty")]
    [InlineData("large.png", "larger than 5 MiB")]
    [InlineData("https://a.b/c.png", "not in this page")]
    [InlineData("//a.b/c.png", "not in this page")]
    [InlineData("/etc/hostname.png", "not in this page")]
    public void Picture_ThatCannotBeInThePage_IsALinkThatSaysWhy(string url, string reason)
    {
        outer.Write("secret.png", "Man");
        foreach (var (name, length) in new[] { ("notes.txt", 3), ("empty.png", 0), ("large.png", (5 << 20) + 1) })
            File.WriteAllBytes(Path.Combine(folder, name), new byte[length]);
        File.CreateSymbolicLink(Path.Combine(folder, "link.png"), outer.File("secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), outer.Path);

        var html = MarkdownHtml.Of($"![alt]({url})", folder);

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.StartsWith($"<p><a href=\"{url}\">alt (picture: ", html, StringComparison.Ordinal);
        Assert.Contains(System.Net.WebUtility.HtmlDecode(reason), System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_WithoutDescription_IsNamedByItsAddress() =>
        Assert.Contains(">none.png (picture: not found)</a>", MarkdownHtml.Of("![](none.png)", folder), StringComparison.Ordinal);
}
