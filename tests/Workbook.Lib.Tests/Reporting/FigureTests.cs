using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class FigureTests
{
    [Fact]
    public void ToHtml_Whole_IsTitlePlaceholderDescriptionAndData()
    {
        var html = Sample("Title <1>", "Text & more").ToHtml();

        Assert.Matches(
            "^<figure data-plotly=\"([0-9a-f]{16})\" style=\"margin: 1.5em 0\">\n"
            + "<figcaption><strong>Title &lt;1&gt;</strong></figcaption>\n"
            + "<p data-placeholder><img alt=\"Title &lt;1&gt;\" style=\"max-width: 100%\" src=\"data:image/svg\\+xml;base64,[A-Za-z0-9+/=]+\"></p>\n"
            + "<p>Text &amp; more</p>\n"
            + "<script>\\(window.workbookFigures = window.workbookFigures \\|\\| \\[\\]\\).push\\(\\[\"\\1\", \\{.*\\}\\]\\);</script>\n"
            + "</figure>$",
            html);
    }

    [Fact]
    public void ToHtml_HostileSeriesName_CannotEndTheScript()
    {
        var html = Sample(name: "</script><!--\u2028\u2029'\"&").ToHtml();

        Assert.Equal(html.LastIndexOf("</script>", StringComparison.Ordinal), html.IndexOf("</script>", StringComparison.Ordinal));
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u2028', html);
        Assert.DoesNotContain('\u2029', html);
    }

    [Fact]
    public void ToHtml_AnyCulture_IsTheSame()
    {
        var culture = CultureInfo.CurrentCulture;
        var invariant = Sample().ToHtml();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal(invariant, Sample().ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void ToHtml_OtherData_HasAnotherKey() => Assert.NotEqual(Key(Sample(y: 2).ToHtml()), Key(Sample(y: 3).ToHtml()));

    [Fact]
    public void ToJson_Changed_LeavesTheFigureAlone()
    {
        var figure = Sample();

        ((JArray)figure.ToJson()["data"]!).Clear();

        Assert.Single(figure.ToJson()["data"]!);
    }

    [Fact]
    public void WithoutData_ToHtml_IsTheStatementAlone() => Assert.Equal(
        "<figure style=\"margin: 1.5em 0\"><figcaption><strong>T&amp;T</strong></figcaption><p>No runs.</p></figure>",
        Figure.WithoutData("T&T", "No runs.").ToHtml());

    [Fact]
    public void InANotebook_IsHtmlAndText()
    {
        var figure = Sample();

        Assert.Equal((figure.ToHtml(), "Title\nText"), NotebookFormatting.Of(figure));
    }

    [Fact]
    public void Trace_UnequalLengths_AreRefused() => Assert.Throws<ArgumentException>(() => Trace("a", 1) with { X = [1, 2] } is var trace ? trace.ToJson() : null);

    private static Figure Sample(string title = "Title", string description = "Text", string name = "series", double y = 2.5) =>
        new(title, description, [Trace(name, y)], new FigureLayout([new FigurePanel(new FigureAxis("x"), new FigureAxis("y"))]));

    private static ScatterTrace Trace(string name, double y) => new() { Name = name, X = [1.5], Y = [y], Hover = [name], Style = SeriesStyle.Of(0) };

    private static string Key(string html) => html.Split('"')[1];
}
