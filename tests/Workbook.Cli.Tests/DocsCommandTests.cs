using Tests.Support;
using Workbook.Cli;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class DocsCommandTests : IDisposable
{
    private const string Block = "<!-- mini/table8.md:begin -->\n<!-- mini/table8.md:end -->\n";

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Check_Repository_IsUpToDate()
    {
        Assert.True(Docs(Repository.Path("results"), Repository.Path("README.md"), "--check") == 0, $"{error}{output}");
        Assert.Contains(Repository.Path("results/mini/table1.json") + ": up to date", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mini", "*.md")]
    [InlineData("benchmarks", "*.txt")]
    public void Readme_EveryRecordedTableAndMeasurement_StandsInItOnce(string results, string pattern)
    {
        var readme = File.ReadAllLines(Repository.Path("README.md"));
        Assert.All(
            Directory.GetFiles(Repository.Path($"results/{results}"), pattern),
            file => Assert.Single(readme, line => line == $"<!-- {results}/{Path.GetFileName(file)}:begin -->"));
    }

    [Fact]
    public void Docs_Record_WritesItsTablesAndTheReadmeOnce()
    {
        new ResultStore(folder.Path).Write(Samples.Record(Samples.Spec()));
        File.WriteAllText(In("README.md"), "before\n" + Block);

        Assert.Equal(1, Docs("--check"));
        // SEQL's row is one of Table 7 and one of Table 8.
        Assert.Equal($"workbook: 7 of 7 files are out of date; \"workbook docs\" writes them.{Environment.NewLine}", error.ToString());
        Assert.Contains($"{In("mini/table7.csv")}: out of date", output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(In("mini/table8.md")));
        Assert.Equal("before\n" + Block, File.ReadAllText(In("README.md")));

        Assert.Equal(0, Docs());
        Assert.Equal(["table7.csv", "table7.json", "table7.md", "table8.csv", "table8.json", "table8.md"], Directory.GetFiles(In("mini")).Select(Path.GetFileName).Order());
        Assert.Matches(@"^before\n<!-- mini/table8\.md:begin -->\n(.*\n)*\| SEQL, gamma 0\.95, lambda 3e-3 \| 43\.38 \| 41\.25 \| -2\.13 \|", File.ReadAllText(In("README.md")));
        Assert.DoesNotContain("up to date", output.ToString(), StringComparison.Ordinal);

        Assert.Equal(0, Docs());
        Assert.DoesNotContain("written", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Docs("--check"));
    }

    [Fact]
    public void Check_TableWithoutRecords_IsOutOfDate()
    {
        var store = new ResultStore(folder.Path);
        var path = store.Write(Samples.Record(Samples.Spec()));
        File.WriteAllText(In("README.md"), Block);
        Docs();
        File.Delete(path);

        Assert.Equal(1, Docs("--check"));
        Assert.Contains($"{In("mini/table7.md")}: out of date", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{In("README.md")}: out of date", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Docs_Smoke_IsLeftOut()
    {
        new ResultStore(folder.Path).Write(Samples.Record(Samples.Spec(profile: Profile.Smoke)));
        File.WriteAllText(In("README.md"), "no block\n");

        Assert.Equal(0, Docs());
        Assert.Equal($"{In("README.md")}: up to date{Environment.NewLine}", output.ToString());
    }

    [Theory]
    [InlineData("{", "before\n", "is not a run record")]
    [InlineData(null, "<!-- mini/table8.md:begin -->\n", "README.md, line 1: <!-- mini/table8.md:begin --> has no <!-- mini/table8.md:end -->")]
    [InlineData(null, "<!-- mini/table9.md:begin -->\n", "README.md, line 1: there is no mini/table9.md")]
    [InlineData(null, null, "There is no ")]
    public void Docs_Broken_WritesNothing(string? record, string? readme, string expected)
    {
        new ResultStore(folder.Path).Write(Samples.Record(Samples.Spec()));
        if (record is not null)
            File.WriteAllText(In("mini/runs/broken.json"), record);
        if (readme is not null)
            File.WriteAllText(In("README.md"), readme);

        Assert.Equal(1, Docs());
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(In("mini")));
        Assert.Equal(readme, readme is null ? null : File.ReadAllText(In("README.md")));
    }

    private string In(string name) => Path.Combine(folder.Path, name);

    private int Docs(params string[] options) => Docs(folder.Path, In("README.md"), options);

    private int Docs(string results, string readme, params string[] options)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        return CommandLine.Run(["docs", .. options], new CliHost
        {
            Output = output,
            Error = error,
            IsTerminal = false,
            Store = new ResultStore(results),
            Readme = readme,
            Executor = (_, _) => throw new InvalidOperationException("no trainer is needed"),
            Stop = CancellationToken.None,
        });
    }
}
