using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Workbook.Kernel.Tests.Execution;

[Collection(OneSession.Name)]
public sealed class ReferenceTests : IDisposable
{
    private readonly Session session = new();

    public void Dispose() => session.Dispose();

    [Fact]
    public async Task Reference_RelativePath_FindsItsDependenciesBesideIt()
    {
        Directory.CreateDirectory(session.Folder.File("lib"));
        var inner = Compile("lib/Inner.dll", "namespace Inner; public class Box { public int Value => 3; public string Where => GetType().Assembly.Location; }");
        Compile("lib/Outer.dll", "namespace Outer; public static class Boxes { public static Inner.Box Make() => new(); }", inner);
        // One of the same name that only the current directory has must not be taken.
        Compile("Inner.dll", "namespace Inner; public class Box { public int Value => 4; public string Where => GetType().Assembly.Location; }");

        Assert.Equal("3", (await session.Value("#r \"lib/Outer.dll\"\nOuter.Boxes.Make().Value")).Text);
        Assert.Equal(session.Folder.File("lib/Inner.dll"), (await session.Value("Outer.Boxes.Make().Where")).Text);
        Assert.Equal("1", (await session.Value("AppDomain.CurrentDomain.GetAssemblies().Count(a => a.GetName().Name == \"Inner\")")).Text);
    }

    [Fact]
    public async Task Reference_None_LoadsNothingOfTheKernelAgain()
    {
        await session.Silent("var x = 1;");

        Assert.Equal("1", (await session.Value("AppDomain.CurrentDomain.GetAssemblies().Count(a => a.GetName().Name == \"Microsoft.CodeAnalysis\")")).Text);
    }

    [Fact]
    public async Task Reference_FrameworkAssembly_IsTheProcessesOwn() =>
        Assert.Equal("True", (await session.Value(
            "#r \"System.Net.Http\"\ntypeof(System.Net.Http.HttpClient).Assembly == System.Reflection.Assembly.Load(\"System.Net.Http\")")).Text);

    [Fact]
    public async Task Load_Files_ResolveAgainstTheirOwnFolder()
    {
        Directory.CreateDirectory(session.Folder.File("code"));
        session.Folder.Write("code/outer.csx", "#load \"inner.csx\"\nint Outer() => Inner() + 1;");
        session.Folder.Write("code/inner.csx", "int Inner() => 1;");

        Assert.Equal("2", (await session.Value("#load \"code/outer.csx\"\nOuter()")).Text);
    }

    [Fact]
    public async Task Load_Broken_NamesFileAndLine()
    {
        session.Folder.Write("broken.csx", "\nint F() => missing;");

        Assert.EndsWith("broken.csx, line 2", (await session.Error("#load \"broken.csx\"")).Location, StringComparison.Ordinal);
    }

    private string Compile(string file, string code, params string[] references)
    {
        var path = session.Folder.File(file);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] all = [.. references, Path.Combine(framework, "System.Runtime.dll"), typeof(object).Assembly.Location];
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(file),
            [CSharpSyntaxTree.ParseText(code)],
            [.. all.Select(reference => MetadataReference.CreateFromFile(reference))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
