using Xunit;

namespace Workbook.Kernel.Tests.Execution;

[Collection(OneSession.Name)]
public sealed class ErrorTests : IDisposable
{
    private readonly Session session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task Compilation_Errors_HaveCellLineAndSource()
    {
        await session.Silent("var x = 1;");
        var error = await session.Error("#!csharp\nvar y = x +\n    missing;\nint z = \"text\";");

        Assert.Equal(("CompilationError", "cell 2, line 3"), (error.Name, error.Location));
        Assert.StartsWith("CS0103: The name 'missing'", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["cell 2, line 3: error CS0103: The name 'missing' does not exist in the current context", "        missing;", "        ^"],
            error.Traceback.Take(3));
        Assert.StartsWith("cell 2, line 4: error CS0029", error.Traceback[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_ThroughFunctionsOfCells_NamesEachPlace()
    {
        await session.Silent("int Half(int n) =>\n    10 / n;");
        var error = await session.Error("var a = 1;\n\nHalf(a - 1)");

        Assert.Equal(("DivideByZeroException", "cell 1, line 2"), (error.Name, error.Location));
        Assert.Equal(
            ["System.DivideByZeroException: Attempted to divide by zero.", "   at Half in cell 1, line 2", "   at the cell in cell 2, line 3"],
            error.Traceback);
    }

    [Fact]
    public async Task Exception_AfterAwait_HasTheLine()
    {
        var error = await session.Error(
            "async Task Later()\n{\n    await Task.Delay(1);\n    throw new InvalidOperationException(\"late\");\n}\nawait Later();");

        Assert.Equal("cell 1, line 4", error.Location);
        Assert.Equal(["   at Later in cell 1, line 4", "   at the cell in cell 1, line 6"], error.Traceback.Skip(1));
    }

    [Fact]
    public async Task Exception_WithCause_ShowsBoth()
    {
        var error = await session.Error("try { int.Parse(\"x\"); }\ncatch (Exception e) { throw new InvalidOperationException(\"outer\", e); }");

        Assert.Equal(("InvalidOperationException", "outer", "cell 1, line 2"), (error.Name, error.Message, error.Location));
        Assert.Contains(error.Traceback, line => line.StartsWith("caused by System.FormatException", StringComparison.Ordinal));
        Assert.DoesNotContain(
            error.Traceback, line => line.Contains("Scripting", StringComparison.Ordinal) || line.Contains("Workbook.Kernel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Package_Reference_IsRefused()
    {
        var error = await session.Error("// first\n#r \"nuget: Newtonsoft.Json, 13.0.4\"\n1");

        Assert.Equal("cell 1, line 2", error.Location);
        Assert.Contains("packages are not restored here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_InAString_IsNoReference() => Assert.Equal("13", (await session.Value("\"\"\"\n#r \"nuget: x\"\n\"\"\".Length")).Text);

    [Fact]
    public async Task Reference_Missing_NamesTheFile()
    {
        var error = await session.Error("\n#r \"none.dll\"");

        Assert.Equal("cell 1, line 2", error.Location);
        Assert.Contains("none.dll", error.Message, StringComparison.Ordinal);
    }
}
