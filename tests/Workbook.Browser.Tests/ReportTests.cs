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
        var reports = PaperTables.All.Select(table => TableReport.Build(table, Profile.Mini, Content(), new("code1", "code1")));
        await using var page = await Open();

        var figures = reports.Sum(report => TableFigures.Of(report).Count);
        Assert.Equal(figures, await page.EvaluateAsync<int>("document.querySelectorAll('figure[data-state=drawn] .js-plotly-plot').length"));
        Assert.True(await page.Page.Locator("#claims .verdict").First.IsVisibleAsync());
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('#claims .claim > .statement > .verdict')].every(badge => badge.checkVisibility())"));
        page.AssertClean();
    }

    [Theory]
    [InlineData(390)]
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
        INotebookValue report = TableReport.Build(PaperTables.Table8, Profile.Mini, Content(), new("code1", "code1"));
        await using var page = await chromium.ShowAsync($"<style>body {{ background: {background}; color: {text} }}</style>{report.ToHtml()}");
        await page.EvaluateAsync<object?>(PageChecks.OpenDetails);

        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Unreadable));
        page.AssertClean();
    }

    [Fact]
    public async Task Report_Printed_ShowsTheContrasts()
    {
        await using var page = await Open();
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('details table')].filter(table => !table.checkVisibility()).length"));
        Assert.False(await page.Page.IsVisibleAsync("nav"));
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

        Assert.Equal(0, await page.EvaluateAsync<int>("window.hacks + document.images.length + document.querySelectorAll('[onload], [onerror]').length"));
        Assert.Contains(Hostile.Text("description"), await page.Page.InnerTextAsync("#runs"), StringComparison.Ordinal);
        page.AssertClean();
    }

    [Fact]
    public async Task Checks_OfAPageThatFails_FindIt()
    {
        await using var page = await chromium.ShowAsync("<p style=\"color: #999\">pale</p><div style=\"width: 5000px\">wide</div>");

        Assert.Contains("pale", await page.EvaluateAsync<string>(PageChecks.Unreadable), StringComparison.Ordinal);
        Assert.Contains("wide", await page.EvaluateAsync<string>(PageChecks.Overflowing), StringComparison.Ordinal);
    }

    // Three seeds of some rows; the others are not run.
    private StoreContent Content()
    {
        var store = new ResultStore(folder.Path);
        foreach (var (index, row) in PaperTables.Table7.Rows.Take(4).Index())
            for (var seed = 0; seed < 3; seed++)
                store.Write(SampleFigures.Record(Samples.Spec(row.Experiment, Profile.Mini, seed), row.Published["top1"].Value - 17 + seed * 0.4, index, null));
        return store.Load(Profile.Mini);
    }

    private async Task<OpenPage> Open(string? before = null)
    {
        var store = new ResultStore(folder.Path);
        var content = store.Load(Profile.Mini);
        var file = Report.DefaultPath(store, Profile.Mini);
        Report.Build(PaperTables.All, Profile.Mini, content.Records.Count > 0 ? content : Content(), new("code1", "code1")).Save(file);
        return await chromium.OpenAsync(file, before);
    }
}
