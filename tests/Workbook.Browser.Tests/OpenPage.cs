using Microsoft.Playwright;
using Xunit;

namespace Workbook.Tests.Browser;

/// <summary>A page in the browser and everything that went wrong in it.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private const string NoFigureIsPending =
        "!window.workbookFigures || Array.isArray(window.workbookFigures) || "
        + "[...document.querySelectorAll('figure[data-plotly]')].every(figure => /drawn|failed/.test(figure.dataset.state))";

    private readonly IBrowserContext _context;
    private readonly List<string> _problems = [];

    public OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _problems.Add($"page error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _problems.Add($"console {message.Type}: {message.Text}");
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors, warnings and requests that would have needed a network.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public async Task GoAsync(string address)
    {
        await _context.SetOfflineAsync(true);
        await BrowseAsync(address);
        await Page.WaitForFunctionAsync(NoFigureIsPending);
    }

    /// <summary>Opens a page that may ask its own server, and no other.</summary>
    public async Task BrowseAsync(string address)
    {
        await _context.RouteAsync("**/*", route =>
        {
            var request = new Uri(route.Request.Url);
            if (request.Scheme is "file" or "data" or "blob" || request.Authority == new Uri(address).Authority)
                return route.ContinueAsync();
            _problems.Add($"request to {route.Request.Url}");
            return route.AbortAsync();
        });
        await Page.GotoAsync(address);
    }

    /// <summary>The value of a JavaScript expression, a promise's included.</summary>
    public Task<T> EvaluateAsync<T>(string expression) => Page.EvaluateAsync<T>(expression);

    /// <summary>Fails if anything went wrong.</summary>
    public void AssertClean() => Assert.Equal([], _problems);

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
