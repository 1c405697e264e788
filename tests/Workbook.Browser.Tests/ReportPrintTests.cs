using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Workbook.Tests.Browser;

public sealed partial class ReportPrintTests(Chromium chromium)
{
    // A4 less 12 mm on each side: 186 mm at 96 pixels an inch.
    private const int PaperWidth = 703;

    [Fact]
    public async Task Printed_FromADarkScreen_IsLightWholeAndWithoutControls()
    {
        await using var page = await SampleReport.OpenRecordedAsync(chromium);
        await page.Page.SetViewportSizeAsync(PaperWidth, 1000);
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        Assert.False(await page.EvaluateAsync<bool>(PageChecks.IsDark));
        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Cut));
        Assert.Equal("", await page.EvaluateAsync<string>(PageChecks.Unreadable));
        Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('details table')].filter(table => !table.checkVisibility()).length"));
        Assert.False(await page.Page.IsVisibleAsync("nav"));
        Assert.True(await page.EvaluateAsync<bool>("""
            [...document.querySelectorAll('figure[data-plotly]')].every(figure =>
              figure.querySelector('[data-placeholder] img').checkVisibility() && !figure.querySelector('.js-plotly-plot').checkVisibility())
            """));
    }

    [Fact]
    public async Task Pdf_Whole_HasEverySectionOnItsPages()
    {
        await using var page = await SampleReport.OpenRecordedAsync(chromium);

        var pdf = Encoding.Latin1.GetString(await page.Page.PdfAsync(new PagePdfOptions { Format = "A4", Outline = true, Tagged = true }));

        // The outline of a PDF is the headings that were laid out; a page is an object of type Page.
        Assert.InRange(Pages().Count(pdf), 20, 60);
        foreach (var heading in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('h2')].map(heading => heading.textContent)"))
            Assert.Contains($"/Title ({heading.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)})", pdf, StringComparison.Ordinal);
        page.AssertClean();
    }

    [Fact]
    public async Task Cut_PageThatReachesBeyondThePaper_IsFound()
    {
        await using var page = await chromium.ShowAsync("<div class=\"scroll\" style=\"overflow: visible\"><table><tr><td style=\"min-width: 2000px\">wide</td></tr></table></div>");

        Assert.Contains("wide", await page.EvaluateAsync<string>(PageChecks.Cut), StringComparison.Ordinal);
    }

    [GeneratedRegex("/Type\\s*/Page\\b")]
    private static partial Regex Pages();
}
