using Microsoft.Playwright;
using Workbook.Data;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Reporting;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Browser;

public sealed class ReportTests(Chromium chromium) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Report_Opened_DrawsEveryFigureAndNeedsNothingElse()
    {
        var reports = PaperTables.All.Select(table => TableReport.Build(table, Profile.Mini, Content(), new("code1", "code1", "code1")));
        await using var page = await Open();

        var figures = reports.Sum(report => TableFigures.Of(report).Count);
        Assert.Equal(figures, await page.EvaluateAsync<int>("document.querySelectorAll('figure[data-state=drawn] .js-plotly-plot').length"));
        Assert.Equal(reports.Sum(report => report.Claims.Count), await page.Page.Locator("#claims tbody .verdict").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.claim > .statement > .verdict')].every(badge => badge.checkVisibility())"));
        page.AssertClean();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(400)]
    [InlineData(1280)]
    public async Task Report_AtEveryWidth_FitsThePage(int width)
    {
        await using var page = await Open();

        await page.Page.SetViewportSizeAsync(width, 900);
        await page.EvaluateAsync<object?>(PageChecks.OpenDetails);
        await page.Page.WaitForFunctionAsync("[...document.querySelectorAll('figure .main-svg')].every(svg => svg.getBoundingClientRect().right <= innerWidth)");

        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Overflowing));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Report_InEachScheme_CanBeRead(ColorScheme scheme)
    {
        await using var page = await Open();
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.EvaluateAsync<object?>(PageChecks.OpenDetails);

        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Unreadable));
        Assert.Equal(scheme == ColorScheme.Dark, await page.EvaluateAsync<bool>(PageChecks.IsDark));
    }

    [Theory]
    [InlineData("#fff", "#111")]
    [InlineData("#1e1e1e", "#ddd")]
    public async Task Table_InANotebook_CanBeReadOnItsPage(string background, string text)
    {
        INotebookValue report = TableReport.Build(PaperTables.Table8, Profile.Mini, Content(), new("code1", "code1", "code1"));
        await using var page = await chromium.ShowAsync($"<style>body {{ background: {background}; color: {text} }}</style>{report.ToHtml()}");
        await page.EvaluateAsync<object?>(PageChecks.OpenDetails);

        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Unreadable));
        page.AssertClean();
    }

    [Fact]
    public async Task Charts_SchemeChanges_FollowIt()
    {
        const string background = "[...new Set([...document.querySelectorAll('figure .main-svg:first-child')].map(svg => svg.style.background))].join()";
        await using var page = await Open();
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>(background));

        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.Page.WaitForFunctionAsync($"{background} === 'rgb(22, 24, 27)'");
        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Unreadable));
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.Page.WaitForFunctionAsync($"{background} === 'rgb(255, 255, 255)'");
        page.AssertClean();
    }

    [Fact]
    public async Task Chart_PointerOnAPoint_SaysWhatItIs()
    {
        await using var page = await Open();
        var point = page.Page.Locator("#table7 figure").First.Locator(".scatterlayer .point").First;
        await point.ScrollIntoViewIfNeededAsync();
        var box = (await point.BoundingBoxAsync())!;

        await page.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2, new MouseMoveOptions { Steps = 4 });
        await page.Page.Locator("#table7 .hoverlayer .hovertext").First.WaitForAsync();

        Assert.Contains("published: ", await page.Page.Locator("#table7 .hoverlayer").First.TextContentAsync(), StringComparison.Ordinal);
        page.AssertClean();
    }

    [Fact]
    public async Task Page_ThatAsksTheNetwork_IsStoppedByItsOwnPolicy()
    {
        await using var page = await Open();

        Assert.Equal("TypeError", await page.EvaluateAsync<string>("fetch('https://example.org/').catch(error => error.name)"));
        Assert.DoesNotContain(page.Problems, problem => problem.StartsWith("request to", StringComparison.Ordinal));
        Assert.Contains(page.Problems, problem => problem.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1280)]
    public async Task Report_LongAndTurnedNames_StayInTheirPlace(int width)
    {
        var (name, file) = ("\u202egnp.exe" + new string('w', 10_000), new string('v', 10_000));
        var data = new DataSource(name, false, name, new Dictionary<string, string> { [file] = file });
        var store = new ResultStore(folder.Path);
        foreach (var row in PaperTables.Table8.Rows.Where(row => row.Experiment is not null))
            store.Write(SampleFigures.Record(Samples.Spec(row.Experiment!, Profile.Mini, 0, data), 20, 1, name));
        await using var page = await Open();
        await page.Page.SetViewportSizeAsync(width, 900);
        await page.EvaluateAsync<object?>(PageChecks.OpenDetails);
        await page.Page.WaitForFunctionAsync("[...document.querySelectorAll('figure .main-svg')].every(svg => svg.getBoundingClientRect().right <= innerWidth)");

        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Overflowing));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal("ok", await page.EvaluateAsync<string>("""
            (() => {
              const all = document.querySelector('main').innerText;
              if (/[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText)) return 'a turn of direction is left';
              return all.includes('\ufffdgnp.exe' + 'w'.repeat(10000)) && all.includes('v'.repeat(10000)) ? 'ok' : 'the text is not whole';
            })()
            """));
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('td, tbody th')].every(cell => cell.clientWidth < innerWidth)"));
        page.AssertClean();
    }

    [Fact]
    public async Task Report_HostileRecords_RunNothing()
    {
        var hashes = new Dictionary<string, string> { [Hostile.Text("file")] = Hostile.Text("hash") };
        var data = new DataSource(Hostile.Text("name"), false, Hostile.Text("description"), hashes);
        var store = new ResultStore(folder.Path);
        Hostile.Add(store, Samples.Spec(data: data));
        Hostile.Add(store, Samples.Spec(Baselines.ResNet32Cifar100LongTail, data: data));

        await using var page = await Open("window.hacks = 0; window.hacked = () => { window.hacks++; };");

        Assert.Equal(0, await page.EvaluateAsync<int>("window.hacks + document.querySelectorAll('img:not([data-placeholder] > img)').length + document.querySelectorAll('[onload], [onerror]').length"));
        Assert.Contains(Hostile.Text("description"), await page.Page.InnerTextAsync("#data"), StringComparison.Ordinal);
        page.AssertClean();
    }

    [Fact]
    public async Task Checks_OfAPageThatFails_FindIt()
    {
        await using var page = await chromium.ShowAsync("<p style=\"color: #999\">pale</p><div style=\"width: 5000px\">wide</div>");

        Assert.Contains("pale", await page.EvaluateAsync<string>(PageChecks.Unreadable), StringComparison.Ordinal);
        Assert.Contains("wide", await page.EvaluateAsync<string>(PageChecks.Overflowing), StringComparison.Ordinal);
    }

    private StoreContent Content() => SampleReport.Content(new ResultStore(folder.Path));

    private Task<OpenPage> Open(string? before = null)
    {
        var content = new ResultStore(folder.Path).Load(Profile.Mini);
        return SampleReport.OpenAsync(chromium, content.Records.Count > 0 ? content : Content(), before);
    }
}
