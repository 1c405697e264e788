using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Experiments;
using Workbook.Reporting;
using Xunit;

namespace Workbook.Tests.Reporting;

/// <summary>The committed notebooks; <c>data-scripts/notebooks.cs</c> writes what these tests compare.</summary>
public class NotebookFileTests
{
    [Fact]
    public void Folder_HoldsTheNotebooksOfTheTables() => Assert.Equal(
        PaperTables.All.Select(table => table.Notebook + ".ipynb").Distinct().Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Path("notebooks"), "*.ipynb").Select(Path.GetFileName)
            .Where(name => !name!.EndsWith(".executed.ipynb", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void FirstCell_IsTheHeaderOfItsTablesAndRecords(string name)
    {
        var session = NotebookSession.Open(Repository.Path("results"), "mini");

        var header = NotebookHeader.Write([.. PaperTables.All.Where(table => table.Notebook == name).Select(session.Report)]);

        Assert.Equal(header, Source(Read(name)["cells"]![0]!));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void CodeCells_AreWithoutOutputs(string name)
    {
        foreach (var cell in CodeCells(name))
        {
            Assert.Empty(cell["outputs"]!);
            Assert.Equal(JTokenType.Null, cell["execution_count"]!.Type);
        }
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Kernel_IsTheOneThatCSharpNotebooksName(string name) => Assert.Equal(".net-csharp", (string?)Read(name)["metadata"]!["kernelspec"]!["name"]);

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void ParametersCell_DeclaresWhatRunsAreStartedWith(string name)
    {
        var cell = Assert.Single(CodeCells(name), cell => cell["metadata"]!["tags"]?.Values<string>().Contains("parameters") == true);

        foreach (var parameter in new[] { "profile", "train", "seeds", "data", "device" })
            Assert.Contains($"var {parameter} = ", Source(cell), StringComparison.Ordinal);
    }

    public static TheoryData<string> Notebooks => [.. PaperTables.All.Select(table => table.Notebook).Distinct()];

    private static IEnumerable<JToken> CodeCells(string name) => Read(name)["cells"]!.Where(cell => (string?)cell["cell_type"] == "code");

    private static JObject Read(string name) => JObject.Parse(File.ReadAllText(Repository.Path($"notebooks/{name}.ipynb")));

    private static string Source(JToken cell) => string.Concat(cell["source"]!.Values<string>());
}
