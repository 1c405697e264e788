using Tests.Support;
using Xunit;

namespace Workbook.Tests.Cli;

public class ReadmeTests
{
    private const string Begin = "<!-- table7:begin -->\n";
    private const string End = "<!-- table7:end -->";

    [Fact]
    public void Table7_InTheReadme_IsTheRecordedOne()
    {
        var table = Repository.Path("results/mini/table7.md");
        if (!File.Exists(table))
            Assert.Skip("results/mini/table7.md is not there yet: no mini run of Table 7 is recorded");
        var readme = File.ReadAllText(Repository.Path("README.md"));
        var start = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var block = readme[start..readme.IndexOf(End, StringComparison.Ordinal)];

        // The heading and the empty line after it are the README's own; the README says how to refresh the rest.
        Assert.Equal(string.Join('\n', File.ReadAllText(table).Split('\n').Skip(2)), block);
    }
}
