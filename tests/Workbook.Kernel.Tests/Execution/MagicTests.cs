using Workbook.Kernel.Execution;
using Xunit;

namespace Workbook.Kernel.Tests.Execution;

[Collection(OneSession.Name)]
public sealed class MagicTests : IDisposable
{
    private readonly Session session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task Languages_InOneCell_ComeInOrder()
    {
        var events = await session.Run("1\n#!html\n<b>x</b>\n<i>y</i>\n#!markdown\n# Title\n#!csharp\n2");

        var data = events.Cast<Displayed>().Select(displayed => displayed.Data).ToArray();
        Assert.Equal("1", (string?)data[0]["text/plain"]);
        Assert.Equal("<b>x</b>\n<i>y</i>", (string?)data[1]["text/html"]);
        Assert.Equal("# Title", (string?)data[2]["text/markdown"]);
        Assert.Equal("2", (string?)data[3]["text/plain"]);
    }

    [Fact]
    public async Task Html_AsLanguageOfTheCell_IsShown() =>
        Assert.Equal("<b>x</b>", (string?)Assert.IsType<Displayed>(Assert.Single(await session.Run("<b>x</b>", "html"))).Data["text/html"]);

    [Fact]
    public async Task Time_Cell_ShowsWallTime()
    {
        var events = await session.Run("#!time\n5");

        Assert.Equal("5", (string?)((Displayed)events[0]).Data["text/plain"]);
        Assert.Matches(@"^Wall time: \d+\.\d ms$", (string?)((Displayed)events[1]).Data["text/plain"]);
    }

    [Theory]
    [InlineData("#!set --name x --value v", "v")]
    [InlineData("#!set --name x --value 5", "5")]
    [InlineData("#!set --value \"a \\ b\" --name x", "a \\ b")]
    [InlineData("#!set --name x --value \"\"", "")]
    public async Task Set_NameAndValue_DeclaresAString(string magic, string expected)
    {
        await session.Silent(magic);

        Assert.Equal(expected, (await session.Value("x")).Text);
        Assert.Equal("System.String", (await session.Value("x.GetType()")).Text);
    }

    [Theory]
    [InlineData("#!set --name x", "cell 1, line 1: #!set: expected --name NAME --value TEXT.")]
    [InlineData("\n#!set --name 5x --value 1", "cell 1, line 2: #!set: \"5x\" is not a name that C# allows.")]
    [InlineData("#!set --name x --value @input", "cell 1, line 1: #!set: @input asks another kernel or the reader for a value, which this kernel cannot do.")]
    [InlineData("#!set x 5", "cell 1, line 1: #!set: expected --name NAME --value TEXT; got \"x 5\".")]
    [InlineData("1;\n#!fsharp\nlet x = 1", "cell 1, line 2: There is no magic command #!fsharp here. There are: #!csharp, #!html, ")]
    [InlineData("#!html 5", "cell 1, line 1: #!html takes no arguments; got \"5\".")]
    [InlineData("#!import none.ipynb", "cell 1, line 1: #!import none.ipynb: there is no file ")]
    [InlineData("#!import x.py", "cell 1, line 1: #!import x.py: expected a notebook (.ipynb) or C# (.cs, .csx).")]
    public async Task Magic_NotUnderstood_SaysWhat(string code, string expected) =>
        Assert.StartsWith(expected, Assert.Single((await session.Error(code)).Traceback), StringComparison.Ordinal);

    [Fact]
    public async Task Import_Script_RunsInTheSession()
    {
        session.Folder.Write("tools.cs", "int Twice(int n) => 2 * n;");
        await session.Silent("#!import tools.cs");

        Assert.Equal("4", (await session.Value("Twice(2)")).Text);
    }

    [Fact]
    public async Task Import_Notebook_RunsItsCodeCells()
    {
        var other = Notebook.Of(Notebook.Markdown("# no code"), Notebook.Code("var a = 1;"), Notebook.Code("\nvar b = a / zero;"));
        session.Folder.Write("other.ipynb", other.ToJsonString());
        await session.Silent("var zero = 1;");
        await session.Silent("#!import other.ipynb");
        Assert.Equal("1", (await session.Value("b")).Text);

        await session.Silent("zero = 0;");
        var error = await session.Error("#!import other.ipynb");
        Assert.Equal("other.ipynb, cell 2, line 2", error.Location);
    }

    [Fact]
    public async Task Import_Itself_Fails()
    {
        session.Folder.Write("loop.ipynb", Notebook.Of(Notebook.Code("#!import loop.ipynb")).ToJsonString());

        Assert.Contains("imports itself", (await session.Error("#!import loop.ipynb")).Message, StringComparison.Ordinal);
    }
}
