using Tests.Support;
using Workbook.Experiments;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class PaperMapTests
{
    [Fact]
    public void Items_AreTheTablesAndFiguresOfThePaper() => Assert.Equal(
        [
            .. PublishedTables.Ids.Select(id => id.Replace("table", "Table ", StringComparison.Ordinal)),
            .. Enumerable.Range(1, 4).Select(number => $"Figure {number}"),
        ],
        PaperMap.Items.Select(item => item.Name));

    [Fact]
    public void Items_DeclaredTables_LeadToTheirNotebooks()
    {
        Assert.Equal(PaperTables.All.Select(table => table.Notebook), PaperMap.Items.Where(item => item.Name.StartsWith("Table", StringComparison.Ordinal)).Select(item => item.Notebook).OfType<string>());
        foreach (var table in PaperTables.All)
        {
            var row = $"| {table.Title.Split(':')[0]} |";
            var line = Assert.Single(StartHeader.Write().Split('\n'), line => line.StartsWith(row, StringComparison.Ordinal));
            Assert.EndsWith($"| [{table.Notebook}]({table.Notebook}.ipynb) |", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Header_EveryLink_LeadsToANotebook()
    {
        var links = System.Text.RegularExpressions.Regex.Matches(StartHeader.Write(), @"\]\(([^)]+)\)").Select(link => link.Groups[1].Value).ToArray();

        Assert.Contains("01-data.ipynb", links);
        Assert.All(links, link => Assert.True(File.Exists(Repository.Path($"notebooks/{link}")), link));
    }
}
