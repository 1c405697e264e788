using System.Globalization;
using Microsoft.Playwright;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Browser;

public sealed class ReportSortingTests(Chromium chromium)
{
    // The rows of Table 7 by gamma and lambda; four are run, and what is not run stands last either way.
    private const string Measured = "[...document.querySelectorAll('#table7 .results tbody tr')].map(row => parseFloat(row.cells[2].textContent))";
    private const string Labels = "[...document.querySelectorAll('#table7 .results tbody th')].map(cell => cell.textContent)";
    private const string Order = "document.querySelector('#table7 .results thead tr:last-child th:nth-child(2)').getAttribute('aria-sort')";

    [Fact]
    public async Task Heading_Clicked_SortsUpDownAndBack()
    {
        await using var page = await SampleReport.OpenAsync(chromium);
        var before = await page.EvaluateAsync<string[]>(Labels);
        var button = page.Page.Locator("#table7 .results thead tr:last-child th:nth-child(2) button");

        await button.ClickAsync();
        var up = await page.EvaluateAsync<double?[]>(Measured);
        Assert.Equal("ascending", await page.EvaluateAsync<string>(Order));
        await button.ClickAsync();
        var down = await page.EvaluateAsync<double?[]>(Measured);
        Assert.Equal("descending", await page.EvaluateAsync<string>(Order));
        await button.ClickAsync();

        Assert.Equal(up.Take(4).Order(), up.Take(4));
        Assert.Equal(up.Take(4).Reverse(), down.Take(4));
        Assert.All(up.Skip(4).Concat(down.Skip(4)), value => Assert.True(value is null or double.NaN));
        Assert.Equal(before, await page.EvaluateAsync<string[]>(Labels));
        Assert.Null(await page.EvaluateAsync<string?>(Order));
        page.AssertClean();
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData("Space")]
    public async Task Heading_ReachedWithTheKeyboard_Sorts(string key)
    {
        await using var page = await SampleReport.OpenAsync(chromium);
        await page.Page.FocusAsync("#table7 .results thead th:first-child button");

        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync(key);

        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('#table7 .results thead [aria-sort=ascending]').length"));
        Assert.Equal("Top-1 (%), reproduced", await page.EvaluateAsync<string>("document.activeElement.ariaLabel"));
    }

    // 9 before 10 before 1,000; below 0 first; a sign, an interval and a unit behind a number; words by their numbers; a time is no number.
    [Theory]
    [InlineData("10|9|1,000", "9|10|1,000")]
    [InlineData("+1.5 [0.1, 2]|-2.25 (copied)|0", "-2.25 (copied)|0|+1.5 [0.1, 2]")]
    [InlineData("|no number|3|", "3|no number||")]
    [InlineData("0, 1, 2|0, 1|0", "0|0, 1|0, 1, 2")]
    [InlineData("1:10:00|0:09:59|0:10:00", "0:09:59|0:10:00|1:10:00")]
    [InlineData("row 10|row 9", "row 9|row 10")]
    [InlineData("1.9|1.10", "1.10|1.9")]
    public async Task Column_OfAnyKind_IsSortedAsAReaderExpects(string cells, string expected)
    {
        var rows = string.Concat(cells.Split('|').Select(cell => $"<tr><td>{cell}</td></tr>"));
        await using var page = await chromium.ShowAsync(
            $"<main><table><thead><tr><th scope=\"col\">C</th></tr></thead><tbody>{rows}</tbody></table></main>{ReportScript.Page}");

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "C" }).ClickAsync();

        Assert.Equal(expected.Split('|'), await page.EvaluateAsync<string[]>("[...document.querySelectorAll('td')].map(cell => cell.textContent)"));
    }

    [Fact]
    public async Task Rows_ThatAreEqual_KeepTheirOrder()
    {
        await using var page = await SampleReport.OpenAsync(chromium);
        await page.Page.ClickAsync("#claims thead th:first-child button");

        var ordered = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#claims tbody tr')].filter(row => /inconclusive/.test(row.cells[0].textContent)).map(row => row.querySelector('a').hash)");
        Assert.Equal(ordered.OrderBy(id => int.Parse(id["#table".Length..id.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture)), ordered);
        Assert.True(ordered.Length > 2);
    }
}
