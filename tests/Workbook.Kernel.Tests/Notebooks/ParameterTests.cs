using System.Globalization;
using System.Text.Json.Nodes;
using Workbook.Kernel.Notebooks;
using Xunit;

namespace Workbook.Kernel.Tests.Notebooks;

public sealed class ParameterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("var x = 1;", "5", "var x = 5;")]
    [InlineData("var x = 1;", "-5000000000", "var x = -5000000000;")]
    [InlineData("long x = 1;", "5", "long x = 5;")]
    [InlineData("double x = 1;", "5", "double x = 5.0;")]
    [InlineData("var x = -0.5;", "1e-5", "var x = 1E-05;")]
    [InlineData("float x = 1;", "0.1", "float x = 0.1f;")]
    [InlineData("decimal x = 1;", "0.10", "decimal x = 0.10m;")]
    [InlineData("var x = 0.5;", "NaN", "var x = double.NaN;")]
    [InlineData("var x = true;", "False", "var x = false;")]
    [InlineData("bool x = true, y = false;", "true", "bool x = true;")]
    [InlineData("var x = \"a\";", "5", "var x = \"5\";")]
    [InlineData("string x = \"a\";", "", "string x = \"\";")]
    [InlineData("string x = \"a\";", "q\"\\\n\t\u0001{}é", "string x = \"q\\\"\\\\\\n\\t\\u0001{}é\";")]
    [InlineData("string? x = \"a\";", "null", "string? x = null;")]
    [InlineData("var x = \"a\";", "null", "var x = (string)null;")]
    [InlineData("int? x = 1;", "null", "int? x = null;")]
    [InlineData("var x = Make();", "5", "var x = 5;")]
    [InlineData("var x = Make();", "0.5", "var x = 0.5;")]
    [InlineData("var x = Make();", "true", "var x = true;")]
    [InlineData("var x = Make();", "null", "var x = (object)null;")]
    [InlineData("var x = Make();", "a b", "var x = \"a b\";")]
    [InlineData("// how many\nvar y = 2;\nvar x = 1;", "5", "var x = 5;")]
    public void Value_ByDeclaredType_IsItsLiteral(string declared, string value, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal($"// Parameters\n{expected}", Apply([Notebook.Code(declared, "parameters")], ("x", value))[1].Source);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("var x = 1;", "five", "Parameter x: expected a value of type int; got \"five\".")]
    [InlineData("var x = 1;", "1.5", "Parameter x: expected a value of type int; got \"1.5\".")]
    [InlineData("int x = 1;", "null", "Parameter x: expected a value of type int; got \"null\".")]
    [InlineData("double x = 1;", "1,5", "Parameter x: expected a value of type double; got \"1,5\".")]
    [InlineData("uint x = 1;", "-1", "Parameter x: expected a value of type uint; got \"-1\".")]
    [InlineData("bool x = true;", "yes", "Parameter x: expected a value of type bool; got \"yes\".")]
    public void Value_OfAnotherType_IsRefused(string declared, string value, string expected) =>
        Assert.Equal(expected, Assert.Throws<NotebookParameterException>(() => Apply([Notebook.Code(declared, "parameters")], ("x", value))).Message);

    [Fact]
    public void Name_NotDeclared_NamesThoseThatAre()
    {
        var cell = Notebook.Code("var seeds = 3;\nint Count(int inner) { var local = 1; return local; }\nstring data = null;", "parameters");
        var problem = Assert.Throws<NotebookParameterException>(() => Apply([cell], ("sedes", "5")));

        Assert.Equal("sedes", problem.Unknown);
        Assert.Equal(["seeds", "data"], problem.Known);
    }

    [Fact]
    public void Cell_Missing_IsRefused() =>
        Assert.Contains(
            "takes no parameters: none of its code cells is tagged \"parameters\". Got: x.",
            Assert.Throws<NotebookParameterException>(() => Apply([Notebook.Code("var x = 1;")], ("x", "5"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Cell_InjectedBefore_IsReplaced()
    {
        var cells = Apply(
            [Notebook.Markdown("# a"), Notebook.Code("var x = 1;", "parameters"), Notebook.Code("var x = 4;", "injected-parameters"), Notebook.Code("x")],
            ("x", "5"));

        Assert.Equal(["# a", "var x = 1;", "// Parameters\nvar x = 5;", "x"], cells.Select(cell => cell.Source));
        Assert.True(cells[2].HasTag("injected-parameters"));
    }

    [Fact]
    public void Parameters_None_ChangeNothing() => Assert.Equal(2, Apply([Notebook.Code("var x = 1;", "parameters"), Notebook.Code("x")]).Length);

    private NotebookCell[] Apply(JsonObject[] cells, params (string Name, string Value)[] values)
    {
        var document = NotebookDocument.Read(folder.Write("a.ipynb", Notebook.Of(cells).ToJsonString()));
        NotebookParameters.Apply(document, "a.ipynb", values.ToDictionary(value => value.Name, value => value.Value));
        return [.. document.Cells];
    }
}
