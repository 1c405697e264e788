using System.Text.Json.Nodes;
using Tests.Support;
using Xunit;

namespace Workbook.Kernel.Tests.Runner;

/// <summary>The notebooks of the repository, on what is recorded in it.</summary>
public sealed class CommittedNotebookTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_EveryCell_Passes(string name)
    {
        Assert.SkipUnless(
            File.Exists(Repository.Path("src/Workbook.Lib/bin/Release/net10.0/Workbook.Lib.dll")),
            "the notebooks load the library's Release build, which is not there");

        var result = NotebookRunner.Run(
            Repository.Path($"notebooks/{name}.ipynb"),
            [folder.File("a.ipynb")],
            new Dictionary<string, string>(),
            TimeSpan.FromMinutes(5),
            new Recorder(),
            TestContext.Current.CancellationToken);

        Assert.True(result.Passed, result.Error?.ToString());
        var outputs = JsonNode.Parse(File.ReadAllText(folder.File("a.ipynb")))!["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []);
        Assert.Contains(outputs, output => output!["data"]?["text/html"] is not null);
        Assert.DoesNotContain(outputs, output => (string?)output!["name"] == "stderr");
    }

    public static TheoryData<string> Names =>
    [
        .. Directory.GetFiles(Repository.Path("notebooks"), "*.ipynb").Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => !name.EndsWith(".executed", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
