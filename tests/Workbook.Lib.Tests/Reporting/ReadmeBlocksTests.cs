using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class ReadmeBlocksTests
{
    [Fact]
    public void Fill_Blocks_HoldTheFilesAndTheRestStays()
    {
        const string text = """
            # Title

            <!-- mini/t.md:begin -->
            old
            <!-- mini/t.md:end -->
            between <!-- mini/t.md:begin --> in a line
            <!-- b/speed.txt:begin -->
            <!-- b/speed.txt:end -->
            the end
            """;
        var files = new Dictionary<string, string> { ["mini/t.md"] = "# Table\n\n| a |\n\n- note\n", ["b/speed.txt"] = "1 ms\n\n2 ms\n" };

        Assert.Equal(
            """
            # Title

            <!-- mini/t.md:begin -->
            | a |

            - note
            <!-- mini/t.md:end -->
            between <!-- mini/t.md:begin --> in a line
            <!-- b/speed.txt:begin -->
            ```text
            1 ms

            2 ms
            ```
            <!-- b/speed.txt:end -->
            the end
            """,
            ReadmeBlocks.Fill("README.md", text, files.GetValueOrDefault));
    }

    [Theory]
    [InlineData("x\n<!-- none.md:begin -->\n<!-- none.md:end -->\n", "line 2: there is no none.md in the results folder.")]
    [InlineData("<!-- t.md:begin -->\nx\n", "line 1: <!-- t.md:begin --> has no <!-- t.md:end -->")]
    [InlineData("<!-- t.md:begin -->\n<!-- t.md:begin -->\n<!-- t.md:end -->\n", "line 1: <!-- t.md:begin --> has no <!-- t.md:end -->")]
    [InlineData("<!-- t.md:begin -->\n<!-- u.md:end -->\n", "line 2: <!-- u.md:end --> ends what no <!-- u.md:begin --> began.")]
    [InlineData("<!-- t.md:end -->\n", "line 1: <!-- t.md:end --> ends what no <!-- t.md:begin --> began.")]
    [InlineData("<!-- bare.md:begin -->\n<!-- bare.md:end -->\n", "line 1: bare.md of the results folder does not begin with a heading")]
    public void Fill_Broken_SaysWhereAndWhat(string text, string expected)
    {
        var files = new Dictionary<string, string> { ["t.md"] = "# Table\n\n| a |\n", ["bare.md"] = "| a |\n\n| b |\n" };

        var problem = Assert.Throws<InvalidDataException>(() => ReadmeBlocks.Fill("README.md", text, files.GetValueOrDefault));
        Assert.StartsWith("README.md, " + expected, problem.Message, StringComparison.Ordinal);
    }
}
