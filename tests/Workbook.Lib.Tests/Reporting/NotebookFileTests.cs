using System.Text.RegularExpressions;
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
    public void Folder_HoldsTheNotebooksOfTheTablesAndTheFirstThree() => Assert.Equal(
        All.Select(row => row.Data + ".ipynb").Order(StringComparer.Ordinal),
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

    [Fact]
    public void FirstCell_OfTheFirstNotebook_IsTheMapOfThePaper() => Assert.Equal(StartHeader.Write(), Source(Read(PaperMap.StartNotebook)["cells"]![0]!));

    [Theory]
    [MemberData(nameof(All))]
    public void Cells_AreOfNbformat45(string name)
    {
        var notebook = Read(name);
        Assert.Equal((4, 5), ((int)notebook["nbformat"]!, (int)notebook["nbformat_minor"]!));
        var ids = notebook["cells"]!.Select(cell => (string)cell["id"]!).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9-_]{1,64}$", id));
        foreach (var cell in notebook["cells"]!.Cast<JObject>())
        {
            string[] fields = (string?)cell["cell_type"] == "code"
                ? ["cell_type", "execution_count", "id", "metadata", "outputs", "source"]
                : ["cell_type", "id", "metadata", "source"];
            Assert.Equal(fields, cell.Properties().Select(field => field.Name).Order(StringComparer.Ordinal));
            Assert.Contains((string?)cell["cell_type"], new[] { "code", "markdown" });
        }
    }

    // What a C# notebook kernel does not run, or runs otherwise than ours.
    [Theory]
    [MemberData(nameof(All))]
    public void CodeCells_AreInThePortableDialect(string name)
    {
        foreach (var source in CodeCells(name).Select(Source))
        {
            Assert.DoesNotMatch(@"(?m)^(using var |namespace |file class |extension\b|static class )|#r ""nuget|@input|\.Update\(", source);
            Assert.All(
                Regex.Matches(source, @"(?m)^#!(\S+)"), magic => Assert.Contains(magic.Groups[1].Value, new[] { "csharp", "html", "markdown", "time", "import", "set" }));
            Assert.DoesNotMatch(@"(?ms)\A(?!#)\S.*?^#(r|load) ", source);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Commands_NameTablesAndRowsThatExist(string name)
    {
        foreach (Match command in Regex.Matches(string.Join('\n', Read(name)["cells"]!.Select(Source)), @"\./workbook (run|show|explain|plan)(?<rest>[^`\n#]*)"))
        {
            var rest = command.Groups["rest"].Value;
            PaperTable[] tables = [.. Regex.Matches(rest, @" (table\d+)").Select(table => PaperTables.All.Single(known => known.Id == table.Groups[1].Value))];
            Assert.All(Regex.Matches(rest, @"--row (\S+)"), row => Assert.Contains(tables, table => table.Rows.Any(known => known.Id == row.Groups[1].Value)));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CodeCells_AreWithoutOutputs(string name)
    {
        foreach (var cell in CodeCells(name))
        {
            Assert.Empty(cell["outputs"]!);
            Assert.Equal(JTokenType.Null, cell["execution_count"]!.Type);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
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

    public static TheoryData<string> All => [PaperMap.StartNotebook, PaperMap.DataNotebook, PaperMap.DetectorNotebook, PaperMap.WhyNotebook, .. PaperTables.All.Select(table => table.Notebook).Distinct()];

    private static IEnumerable<JToken> CodeCells(string name) => Read(name)["cells"]!.Where(cell => (string?)cell["cell_type"] == "code");

    private static JObject Read(string name) => JObject.Parse(File.ReadAllText(Repository.Path($"notebooks/{name}.ipynb")));

    private static string Source(JToken cell) => string.Concat(cell["source"]!.Values<string>());
}
