using System.Globalization;
using System.Xml.Linq;
using Tests.Support;
using Workbook.Experiments;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class FigureSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // 760 wide, 62 left and 20 right of the axes: 678 pixels for 0 to 10. 440 high: 14 above, 52 for the axis and 24 for one line of legend below: 350 for 0 to 5.
    [Fact]
    public void Scatter_KnownRanges_LiesWhereTheAxesSay()
    {
        var svg = Draw([Trace([0, 5, 10], [0, 5, 2.5])], Panel());

        Assert.Equal("0,350 339,0 678,175", Points(svg, "polyline"));
        Assert.Equal([(0.0, 350.0), (339, 0), (678, 175)], svg.Descendants(Svg + "circle").Take(3).Select(circle => (Number(circle, "cx"), Number(circle, "cy"))));
        Assert.Equal(["0", "2", "4", "6", "8", "10", "0", "1", "2", "3", "4", "5", "across", "up", "series"], Texts(svg));
        var inner = svg.Element(Svg + "svg")!;
        Assert.Equal((62.0, 14.0, 678.0, 350.0), (Number(inner, "x"), Number(inner, "y"), Number(inner, "width"), Number(inner, "height")));
    }

    [Fact]
    public void Scatter_LogarithmicAxis_IsEvenOverDecades()
    {
        var axis = FigureAxis.Count("n", 1, 1000);
        var svg = Draw([Trace([0, 10], [10, 100])], new FigurePanel(new FigureAxis("x") { Range = (0, 10) }, axis));

        Assert.Equal("0,233.3 678,116.7", Points(svg, "polyline"));
        Assert.Contains("1,000", Texts(svg));
    }

    [Fact]
    public void Line_GapAndValuesThatAreNone_AreLeftOut()
    {
        var svg = Draw([Trace([0, 1, 2, 3, 4, 5], [0, 1, null, 2, 3, double.NaN])], Panel());

        Assert.Equal(2 + 1, svg.Descendants(Svg + "polyline").Count()); // and the legend's
        Assert.Equal(4 + 1, svg.Descendants(Svg + "circle").Count());
    }

    [Fact]
    public void Step_KeepsItsHeightUpToTheNextPoint() =>
        Assert.Equal("0,350 678,350 678,0", Points(Draw([Trace([0, 10], [0, 5]) with { IsStep = true }], Panel()), "polyline"));

    [Fact]
    public void Bar_RisesFromZeroAndHasAWhisker()
    {
        var bar = new BarTrace { Name = "bars", X = [5], Y = [2], Hover = [""], Color = "#123456", Width = 1, ErrorY = [1] };
        var svg = Draw([bar], Panel());

        var box = svg.Element(Svg + "svg")!.Element(Svg + "rect")!;
        Assert.Equal((305.1, 210.0, 67.8, 140.0), (Number(box, "x"), Number(box, "y"), Number(box, "width"), Number(box, "height")));
        Assert.Contains(svg.Descendants(Svg + "path"), path => (string?)path.Attribute("d") == "M336 140H342M339 140V280M336 280H342");
    }

    [Fact]
    public void Texts_OfAnyKind_AreText()
    {
        var name = Hostile.Text("name\u0001\ud800");
        var svg = Draw([Trace([1], [1]) with { Name = name }], Panel() with { Title = name, Bands = [new FigureBand(1, 2, name, "#eeeeee")] }, name);

        var shown = name.Replace('\u0001', '\ufffd').Replace('\ud800', '\ufffd'); // XML has no way to write these two
        Assert.Equal(3, Texts(svg).Count(text => text == shown));
        Assert.Equal(shown, svg.Element(Svg + "title")!.Value);
        Assert.Empty(svg.Descendants(Svg + "script"));
    }

    [Fact]
    public void Legend_ManyNames_WrapsBelowTheAxes()
    {
        var svg = Draw([.. Enumerable.Range(0, 12).Select(i => Trace([1], [i]) with { Name = $"a series of some length {i}" })], Panel());

        var lines = svg.Elements(Svg + "text").GroupBy(text => Number(text, "y")).ToArray();
        Assert.Equal([3, 3, 3, 3], lines.Select(line => line.Count()));
        Assert.All(lines, line => Assert.InRange(line.Key, 440 - 4 * 18 - 6, 440));
    }

    [Fact]
    public void RoundTicks_AnyCulture_AreInvariant()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            var svg = Draw([Trace([0.1, 0.25], [1000, 3000])], new FigurePanel(new FigureAxis("x"), new FigureAxis("y")));
            Assert.Contains("0.15", Texts(svg));
            Assert.Contains("2,000", Texts(svg));
            Assert.DoesNotContain(',', Points(svg, "polyline").Split(' ')[0].Split(',')[0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("table1")]
    [InlineData("table2")]
    [InlineData("table3")]
    [InlineData("table4")]
    [InlineData("table5")]
    [InlineData("table6")]
    [InlineData("table7")]
    [InlineData("table8")]
    [InlineData("table9")]
    public void Recorded_EveryFigure_IsXmlWithoutNumbersThatAreNone(string table)
    {
        var report = NotebookSession.Open(Repository.Path("results"), "mini").Report(PaperTables.All.Single(known => known.Id == table));

        Assert.All(TableFigures.Of(report), figure =>
        {
            var svg = XElement.Parse(figure.ToSvg());
            Assert.NotEmpty(svg.Descendants(Svg + "text"));
            Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name != "href"), attribute => attribute.Value.Contains("NaN", StringComparison.Ordinal) || attribute.Value.Contains('∞'));
        });
    }

    private static FigurePanel Panel() => new(new FigureAxis("across") { Range = (0, 10) }, new FigureAxis("up") { Range = (0, 5) });

    private static ScatterTrace Trace(double[] x, double?[] y) =>
        new() { Name = "series", X = x, Y = y, Hover = [.. x.Select(_ => "")], Style = SeriesStyle.Of(0) };

    private static XElement Draw(IReadOnlyList<IFigureTrace> traces, FigurePanel panel, string title = "T") =>
        XElement.Parse(FigureSvg.Write(title, traces, new FigureLayout([panel])));

    private static string Points(XElement svg, string name) => (string)svg.Descendants(Svg + name).First().Attribute("points")!;

    private static string[] Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(text => text.Value)];

    private static double Number(XElement element, string name) => (double)element.Attribute(name)!;
}
