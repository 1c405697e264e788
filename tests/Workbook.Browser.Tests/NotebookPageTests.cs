using System.Text.Json;
using System.Text.Json.Nodes;
using Workbook.Kernel;
using Workbook.Reporting;
using Workbook.Tests.Results;
using Xunit;
using static Workbook.Tests.Browser.SampleNotebook;

namespace Workbook.Tests.Browser;

public sealed class NotebookPageTests(Chromium chromium) : IDisposable
{
    private const string Attack = "<img src=x onerror='hacked()'><script>hacked()</script>";
    private const string CountHacks = "window.hacks = 0; window.hacked = () => { window.hacks++; };";

    // One pixel.
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Page_FigureFormulasAndPicture_AreDrawnWithoutANetwork()
    {
        File.WriteAllBytes(Path.Combine(folder.Path, "picture.png"), Convert.FromBase64String(Png));
        await using var page = await Open(
            Markdown("# Losses\n\nWhere $f_k < \\lambda$:\n\n$$\n\\tilde w_k = 1 - \\beta\n$$\n\n![a pixel](picture.png)"),
            Code($"#r \"{typeof(Figure).Assembly.Location}\"\nusing Workbook.Reporting;\nPlotlyLibrary.Embed"),
            Code("ClassificationFigures.TailGradient([500, 50, 2], gamma: 0.95, lambda: 3e-3)"));
        await page.Page.WaitForFunctionAsync("document.querySelector('math')");

        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('figure[data-state=drawn] .js-plotly-plot').length"));
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('p math:not([display=block])').length"));
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('math[display=block]').length"));
        Assert.True(await page.EvaluateAsync<bool>("(([image, ...more]) => image.naturalWidth === 1 && more.length === 0)([...document.images].filter(image => image.checkVisibility()))"));
        page.AssertClean();
    }

    [Fact]
    public async Task Page_HostileTexts_RunNothingAndLoadNothing()
    {
        await using var page = await Open(
            Markdown($"# {Attack}\n\n{Attack}\n\n[link](javascript:hacked()) ![picture](https://example.org/a.png)\n\n"
                + "$\\href{javascript:hacked()}{x}$ $\\includegraphics{https://example.org/b.png}$ $\\undefined{$ $<img src=x onerror=hacked()>$"),
            Code($"Console.WriteLine({Literal(Attack)});\nConsole.Error.WriteLine({Literal(Attack)});\n{Literal(Attack)}"),
            Code($"throw new Exception({Literal(Attack)});"));
        await page.Page.WaitForFunctionAsync("document.querySelector('math')");

        Assert.Equal(0, await page.EvaluateAsync<int>("window.hacks + document.images.length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('[href^=javascript], [src], [onerror]').length"));
        Assert.Equal(Attack, await page.Page.InnerTextAsync("h1"));
        page.AssertClean();
    }

    [Fact]
    public async Task Page_DisplayedHtmlWithItsClassNames_KeepsItsOwnLook()
    {
        await using var page = await Open(Code(
            "HTML(\"<p class='plain'>0</p><p class='number keyword'>1</p><p class='source'>2</p><p class='math'>2 + 2 = 4</p>\")"), Markdown("$x$"));
        await page.Page.WaitForFunctionAsync("document.querySelector('math')");

        Assert.Equal(1, await page.EvaluateAsync<int>("""
            new Set([...document.querySelectorAll('.output p')].map(element => getComputedStyle(element))
              .map(style => [style.color, style.backgroundColor, style.border, style.padding, style.font].join())).size
            """));
        Assert.Equal("2 + 2 = 4", await page.Page.InnerTextAsync("p.math"));
        page.AssertClean();
    }

    [Fact]
    public async Task Page_OnAPhone_IsNotWiderThanTheScreen()
    {
        var cells = string.Join(" | ", Enumerable.Range(1, 20).Select(column => $"column {column}"));
        var rule = string.Join("|", Enumerable.Repeat("---", 20));
        await using var page = await Open(
            Markdown($"# {new string('W', 200)}\n\n{new string('w', 200)}\n\n`{new string('c', 200)}`\n\n{cells}\n{rule}\n{cells}"),
            Markdown($"$$\n{string.Join(" + ", Enumerable.Range(1, 40).Select(term => $"x_{{{term}}}"))}\n$$"),
            Code($"// {new string('x', 300)}\nConsole.WriteLine(new string('y', 300)); HTML(\"<div style='width: 900px'>wide</div>\")"));
        await page.Page.WaitForFunctionAsync("document.querySelector('math')");
        await page.Page.SetViewportSizeAsync(390, 900);

        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static string Literal(string text) => JsonSerializer.Serialize(text);

    /// <summary>Runs the cells and opens the page of them.</summary>
    private async Task<OpenPage> Open(params JsonObject[] cells)
    {
        var (source, page) = (Path.Combine(folder.Path, "a.ipynb"), Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "pages")).FullName, "a.html"));
        await File.WriteAllTextAsync(source, SampleNotebook.Of(cells).ToJsonString());
        using var log = new StringWriter();
        NotebookRunner.Run(source, [page], new Dictionary<string, string>(), TimeSpan.FromMinutes(5), new NotebookLog(log, log), CancellationToken.None);
        return await chromium.OpenAsync(page, CountHacks);
    }
}
