using System.Text.RegularExpressions;
using Tests.Support;
using Xunit;

namespace Workbook.Tests.Cli;

/// <summary>Every number of the README stands between markers that name its file under results/; data-scripts/readme.cs puts it there.</summary>
public partial class ReadmeTests
{
    [Theory]
    [InlineData("mini/table7.md")]
    [InlineData("mini/table8.md")]
    [InlineData("benchmarks/resnet32-step.txt")]
    [InlineData("benchmarks/eql.txt")]
    [InlineData("benchmarks/images.txt")]
    [InlineData("benchmarks/lvis-evaluation.txt")]
    [InlineData("benchmarks/mask-rcnn.txt")]
    [InlineData("benchmarks/operator-call.txt")]
    public void Block_InTheReadme_IsTheRecordedFile(string file)
    {
        var recorded = File.ReadAllText(Repository.Path($"results/{file}"));
        var block = Assert.Single(Blocks().Matches(File.ReadAllText(Repository.Path("README.md"))), match => match.Groups["file"].Value == file);
        var expected = file.EndsWith(".md", StringComparison.Ordinal)
            ? string.Join('\n', recorded.Split('\n').Skip(2)) // without the heading and the empty line after it
            : $"```text\n{recorded}```\n";
        Assert.Equal(expected, block.Groups["content"].Value);
    }

    [GeneratedRegex("<!-- (?<file>[^ ]+):begin -->\n(?<content>.*?)<!-- \\k<file>:end -->", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
