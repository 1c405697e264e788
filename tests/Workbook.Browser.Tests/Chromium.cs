using Microsoft.Playwright;
using Xunit;

namespace Workbook.Tests.Browser;

/// <summary>The machine's Chromium, one for all tests. A test that opens a page is skipped where there is none.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string? Executable =
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens an HTML file as a reader would, without a network, and waits until its figures are drawn or have failed.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="before">JavaScript that runs before the page's own.</param>
    internal async Task<OpenPage> OpenAsync(string file, string? before = null)
    {
        var page = await NewPageAsync();
        if (before is not null)
            await page.Page.AddInitScriptAsync(before);
        await page.GoAsync(new Uri(Path.GetFullPath(file)).AbsoluteUri);
        return page;
    }

    /// <summary>Opens a page of a server on this machine, with no network beyond it.</summary>
    /// <param name="address">The page.</param>
    internal async Task<OpenPage> BrowseAsync(string address)
    {
        var page = await NewPageAsync();
        await page.BrowseAsync(address);
        return page;
    }

    /// <summary>Opens a page with that content.</summary>
    internal async Task<OpenPage> ShowAsync(string body, string? before = null)
    {
        var file = Path.Combine(Path.GetTempPath(), $"workbook-page-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(
            file, $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>test</title></head>\n<body>\n{body}\n</body></html>\n");
        try
        {
            return await OpenAsync(file, before);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<OpenPage> NewPageAsync()
    {
        if (_browser is null)
            Assert.Skip("Chromium is not installed (Debian: apt-get install chromium)");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 900, Height = 700 } });
        return new OpenPage(context, await context.NewPageAsync());
    }
}
