using Microsoft.Playwright;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Browser;

public sealed class FigureTests(Chromium chromium)
{
    private const string TracesWithPoints =
        "[...document.querySelectorAll('.scatterlayer .trace, .barlayer .trace')].filter(trace => trace.querySelector('.js-line, .point, .textpoint')).length";

    private const string HoverFirstPoint =
        "workbookFigures.plotly.then(plotly => { plotly.Fx.hover(document.querySelector('.js-plotly-plot'), [{ curveNumber: 0, pointNumber: 0 }]); })";

    private const string Drawn = "document.querySelectorAll('figure[data-state=drawn] svg.main-svg').length > 0";

    // Traces that have points: rows x panels; classes: markers and three means for each of two rows; lvis: dots and a line for each group;
    // tail ratio: two divisors and the printed values in each panel; gain by category: markers and a mean for each group; detections: what is
    // annotated, and true and false boxes with their labels, in each panel; AP by group: bars and printed values of five rows.
    [Theory]
    [InlineData("training", 18)]
    [InlineData("training-synthetic", 18)]
    [InlineData("classes", 8)]
    [InlineData("classes-hostile", 8)]
    [InlineData("gamma", 4)]
    [InlineData("gamma-unmeasured", 2)]
    [InlineData("gamma-two", 4)]
    [InlineData("tail", 4)]
    [InlineData("lvis", 6)]
    [InlineData("tail-ratio", 6)]
    [InlineData("tail-boundaries", 8)]
    [InlineData("class-sizes", 2)]
    [InlineData("gradients", 3)]
    [InlineData("probability", 2)]
    [InlineData("gain-by-category", 6)]
    [InlineData("threshold", 4)]
    [InlineData("detections", 10)]
    [InlineData("detections-hostile", 10)]
    [InlineData("ap-by-group", 10)]
    [InlineData("ap-over-lambda", 8)]
    [InlineData("pair-gains", 12)]
    [InlineData("training-detectors", 5)]
    public async Task Figure_OfEveryKind_IsDrawnAndValid(string name, int traces)
    {
        var figure = SampleFigures.Named(name);
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + figure.ToHtml());

        Assert.True(await page.EvaluateAsync<bool>(Drawn));
        Assert.Equal(traces, await page.EvaluateAsync<int>(TracesWithPoints));
        Assert.Equal("", await Validate(page, figure.ToJson().ToString()));
        Assert.Contains(figure.Title, await page.Page.InnerTextAsync("figcaption"), StringComparison.Ordinal);
        page.AssertClean();
    }

    [Theory]
    [InlineData("training-synthetic", 600)]
    [InlineData("training-synthetic", 390)]
    [InlineData("gamma-synthetic", 600)]
    [InlineData("gamma-synthetic", 390)]
    [InlineData("lvis", 600)]
    [InlineData("lvis", 390)]
    [InlineData("tail-ratio", 600)]
    [InlineData("tail-ratio", 390)]
    [InlineData("tail-boundaries", 600)]
    [InlineData("tail-boundaries", 390)]
    [InlineData("class-sizes", 600)]
    [InlineData("class-sizes", 390)]
    [InlineData("gradients", 390)]
    [InlineData("probability", 390)]
    [InlineData("gain-by-category", 390)]
    [InlineData("threshold", 390)]
    [InlineData("detections", 600)]
    [InlineData("ap-by-group", 390)]
    [InlineData("ap-over-lambda", 390)]
    [InlineData("pair-gains", 390)]
    public async Task Figure_InANarrowColumn_ShowsItsTextsWhole(string name, int width)
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named(name).ToHtml());
        await page.Page.SetViewportSizeAsync(width, 900);
        await page.Page.WaitForFunctionAsync("document.querySelector('.main-svg').getBoundingClientRect().right <= innerWidth");

        Assert.Equal("", await page.EvaluateAsync<string>("""
            (() => {
              const box = element => element.getBoundingClientRect();
              const svg = box(document.querySelector('.main-svg'));
              const texts = [...document.querySelectorAll('.annotation-text, .legendtext, .g-xtitle, .g-x2title, .g-ytitle, .g-y2title')];
              const cut = texts.filter(text => box(text).left < svg.left || box(text).right > svg.right || box(text).bottom > svg.bottom);
              const panels = [...document.querySelectorAll('.bglayer rect.bg, .draglayer .nsewdrag')].map(box);
              const covering = texts.filter(text => !text.matches('.annotation-text, .legendtext') && panels.some(panel =>
                box(text).left < panel.right - 1 && box(text).right > panel.left + 1 && box(text).top < panel.bottom - 1 && box(text).bottom > panel.top + 1));
              return [...cut, ...covering].map(text => text.textContent).join('; ');
            })()
            """));
        Assert.Equal(0, await page.EvaluateAsync<int>("Number(document.querySelector('.legend .scrollbar').getAttribute('height'))"));
    }

    [Theory]
    [InlineData("""{ "data": [{ "type": "scatter", "y": [1], "colour": "red" }], "layout": {} }""", "colour")]
    [InlineData("""{ "data": [{ "type": "scatter", "y": [1] }], "layout": { "xaxis": { "type": "logarithmic" } } }""", "logarithmic")]
    public async Task Validate_WrongAttribute_IsFound(string figure, string wrong)
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html);

        Assert.Contains(wrong, await Validate(page, figure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figure_HostileClassName_IsShownAsItIs()
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("classes-hostile").ToHtml());
        await page.EvaluateAsync<object?>(HoverFirstPoint);

        var shown = await page.EvaluateAsync<string>("document.querySelector('.hoverlayer').textContent");
        Assert.Contains("</script><img src=x onerror=\"window.hit=1\">&amp; $x^2$", shown, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("window.hit === undefined && document.querySelectorAll('img:not([data-placeholder] > img)').length === 0"));
        page.AssertClean();
    }

    [Fact]
    public async Task Figure_HostileCategoryName_IsShownAsItIs()
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("detections-hostile").ToHtml());

        var shown = await page.EvaluateAsync<string>("[...document.querySelectorAll('.textpoint')].map(text => text.textContent).join('|')");
        Assert.Contains("</script><img… 0.95", shown, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("window.hit === undefined && document.querySelectorAll('img:not([data-placeholder] > img)').length === 0"));
        page.AssertClean();
    }

    // Marks by WCAG 2.2, 1.4.11; every figure that draws in colours of its own.
    [Theory]
    [InlineData("training")]
    [InlineData("classes")]
    [InlineData("gamma")]
    [InlineData("tail")]
    [InlineData("lvis")]
    [InlineData("tail-ratio")]
    [InlineData("gain-by-category")]
    [InlineData("threshold")]
    [InlineData("detections")]
    [InlineData("ap-by-group")]
    [InlineData("pair-gains")]
    public async Task Figure_OnADarkPage_IsDarkAndCanBeSeen(string name)
    {
        await using var page = await chromium.ShowAsync("<style>:root { color-scheme: light dark; background: light-dark(#fff, #16181b) }</style>" + PlotlyLibrary.Html + SampleFigures.Named(name).ToHtml());
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.Page.WaitForFunctionAsync("document.querySelector('.main-svg').style.background === 'rgb(22, 24, 27)'");

        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Unreadable));
        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Invisible));
        page.AssertClean();
    }

    [Fact]
    public async Task Figure_OnAPageOfOneScheme_StaysLight()
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("gamma").ToHtml());
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.EvaluateAsync<object?>("new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))");

        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("document.querySelector('.main-svg').style.background"));
    }

    [Fact]
    public async Task Figure_LongClassName_IsCutUnderThePointer()
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("classes-long").ToHtml());
        await page.EvaluateAsync<object?>(HoverFirstPoint);

        Assert.InRange(await page.EvaluateAsync<int>("Math.max(...[...document.querySelectorAll('.hovertext .line')].map(line => line.textContent.length))"), 100, 120);
        Assert.Equal(900, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task Figure_Picture_LiesBehindItsBoxesInBothPanels()
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("detections").ToHtml());

        // Width over height, and the upper left corner against the panel's.
        var sizes = await page.EvaluateAsync<double[]>("""
            (() => {
              const boxes = selector => [...document.querySelectorAll(selector)].map(element => element.getBoundingClientRect());
              const [pictures, panels] = [boxes('.main-svg image'), boxes('.draglayer .nsewdrag')];
              return pictures.flatMap((picture, i) => [picture.width / picture.height, picture.left - panels[i].left, picture.top - panels[i].top]);
            })()
            """);
        Assert.Equal(new[] { 103.0 / 150, 0, 0, 103.0 / 150, 0, 0 }, sizes, (wanted, got) => Math.Abs(wanted - got) < 0.02);
        page.AssertClean();
    }

    [Fact]
    public async Task Figures_OneShownTwice_AllAreDrawnByOneLibrary()
    {
        var (first, second) = (SampleFigures.Named("gamma"), SampleFigures.Named("tail"));
        await using var page = await chromium.ShowAsync(first.ToHtml() + PlotlyLibrary.Html + second.ToHtml() + first.ToHtml());

        Assert.Equal(3, await page.EvaluateAsync<int>("document.querySelectorAll('figure[data-state=drawn] .js-plotly-plot').length"));
        page.AssertClean();
    }

    [Fact]
    public async Task Library_Twice_DrawsEachFigureOnce()
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("gamma").ToHtml() + PlotlyLibrary.Html);

        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('.js-plotly-plot').length"));
        page.AssertClean();
    }

    [Fact]
    public async Task Library_PageWithRequireJs_StaysOutOfIt()
    {
        const string requireJs = "window.defined = 0; window.define = () => { window.defined++; }; window.define.amd = {};";
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("gamma").ToHtml(), requireJs);

        Assert.True(await page.EvaluateAsync<bool>(Drawn));
        Assert.Equal(0, await page.EvaluateAsync<int>("window.defined"));
        page.AssertClean();
    }

    [Fact]
    public async Task Library_Missing_TheFigureIsAStillPicture()
    {
        var figure = SampleFigures.Named("gamma");
        await using var page = await chromium.ShowAsync(figure.ToHtml());

        var text = await page.Page.InnerTextAsync("figure");
        Assert.Contains(figure.Title, text, StringComparison.Ordinal);
        Assert.Contains(figure.Description, text, StringComparison.Ordinal);
        Assert.Equal(760, await page.EvaluateAsync<int>("document.images[0].naturalWidth"));
        Assert.Equal(figure.Title, await page.EvaluateAsync<string>("document.images[0].alt"));
        page.AssertClean();
    }

    [Fact]
    public async Task Library_BrowserCannotUnpackIt_TheFigureSaysWhy()
    {
        await using var page = await chromium.ShowAsync(PlotlyLibrary.Html + SampleFigures.Named("gamma").ToHtml(), "delete window.DecompressionStream;");

        Assert.Contains("could not be drawn: ReferenceError: DecompressionStream", await page.Page.InnerTextAsync("figure"), StringComparison.Ordinal);
        Assert.NotEmpty(page.Problems);
    }

    [Fact]
    public async Task Page_NeedsTheNetwork_IsAProblem()
    {
        await using var page = await chromium.ShowAsync("<img src=\"https://example.org/a.png\" alt=\"\">");

        Assert.Contains("request to https://example.org/a.png", page.Problems);
    }

    private static Task<string> Validate(OpenPage page, string figure) => page.EvaluateAsync<string>(
        $$"""
        workbookFigures.plotly.then(plotly => {
          const figure = {{figure}};
          return (plotly.validate(figure.data, figure.layout) || []).map(problem => problem.msg).join("; ");
        })
        """);
}
