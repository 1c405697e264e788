using Workbook.Kernel.Execution;
using Xunit;

namespace Workbook.Kernel.Tests.Execution;

[Collection(OneSession.Name)]
public sealed class DialectTests : IDisposable
{
    private readonly Session session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task State_LaterCells_SeeWhatEarlierDeclared()
    {
        await session.Silent("using System.Globalization;\nint Twice(int n) => 2 * n;\nrecord Pair(int A, int B);\nvar x = 20;");

        Assert.Equal(("text/plain", "41"), await session.Value("Twice(x) + new Pair(1, 2).A"));
        Assert.Equal("DE", (await session.Value("""new CultureInfo("de-DE").Name[3..]""")).Text);
    }

    [Fact]
    public async Task State_Redeclared_HasTheNewType()
    {
        await session.Silent("var x = 20;");
        await session.Silent("var x = \"text\";");

        Assert.Equal("4", (await session.Value("x.Length")).Text);
    }

    [Fact]
    public async Task State_FailedCell_KeepsWhatWasThere()
    {
        await session.Silent("var x = 20;");
        await session.Error("var y = nothing;");
        await session.Error("x = 21; throw new Exception(\"no\");");

        Assert.Equal("21", (await session.Value("x")).Text);
    }

    [Fact]
    public async Task Await_TopLevel_Works() => Assert.Equal("3", (await session.Value("await Task.Delay(1);\nawait Task.FromResult(3)")).Text);

    [Theory]
    [InlineData("Math.Abs(1);")]
    [InlineData("var x = 1;")]
    [InlineData("Console.Out.Flush()")]
    [InlineData("await Task.CompletedTask")]
    [InlineData("// nothing")]
    [InlineData(" \n ")]
    public async Task Result_None_ShowsNothing(string code) => await session.Silent(code);

    [Fact]
    public async Task Result_LastExpression_IsResultAndDisplayIsNot()
    {
        var events = await session.Run("display(1); 2");

        Assert.Equal([false, true], events.Cast<Displayed>().Select(displayed => displayed.IsResult));
    }

    [Theory]
    [InlineData("(string)null", "<null>")]
    [InlineData("new StringBuilder(\"b\")", "b")]
    [InlineData("new List<int> { 3 }.Select(n => n * 2)", "[ 6 ]")]
    [InlineData("new ArrayList { 1 }", "[ 1 ]")]
    [InlineData("Task.FromResult(Math.Abs(-1)).Result", "1")]
    public async Task Imports_Default_AreThere(string code, string expected) => Assert.Equal(expected, (await session.Value(code)).Text);

    [Theory]
    [InlineData("File.Exists(\"x\")")]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("new HttpClient()")]
    public async Task Imports_OfNoNotebook_AreNotThere(string code) => Assert.Matches("^CS0(103|246)", (await session.Error(code)).Message);

    [Theory]
    [InlineData("display(\"<b>\");", "text/plain", "<b>")]
    [InlineData("\"<b>\"", "text/plain", "<b>")]
    [InlineData("display(HTML(\"<b>x</b>\"));", "text/html", "<b>x</b>")]
    [InlineData("HTML(\"<b>x</b>\")", "text/html", "<b>x</b>")]
    [InlineData("1.5.Display();", "text/plain", "1.5")]
    [InlineData("\"<i>\".DisplayAs(\"text/html\");", "text/html", "<i>")]
    [InlineData("display(\"<i>\", \"text/html\");", "text/html", "<pre>&lt;i&gt;</pre>")]
    [InlineData("CSS(\"b {}\");", "text/html", "<style>b {}</style>")]
    [InlineData("Javascript(\"f()\");", "text/html", "<script type=\"text/javascript\">f()</script>")]
    public async Task Display_Forms_HaveTheirMimeType(string code, string mimeType, string text) => Assert.Equal((mimeType, text), await session.Value(code));

    [Fact]
    public async Task Extension_TopLevelStatic_Works() => Assert.Equal("7", (await session.Value("static int F(this int a) => a + 1;\n6.F()")).Text);

    [Fact]
    public async Task Language_CSharp14_Works() => Assert.Equal(
        "2", (await session.Value("public class C { public int P { get => field; set => field = value + 1; } }\nvar c = new C(); c.P = 1;\nc.P")).Text);
}
