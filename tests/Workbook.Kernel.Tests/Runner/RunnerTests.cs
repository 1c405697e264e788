using System.Diagnostics;
using System.Text.Json.Nodes;
using Tests.Support;
using Xunit;

namespace Workbook.Kernel.Tests.Runner;

/// <summary>Notebooks through the runner, each in a process of its own.</summary>
public sealed class RunnerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_AllPass_WritesWhatTheCellsPutOut()
    {
        var input = Notebook.Of(
            Notebook.Markdown("# Title"),
            Notebook.Code("var n = 1;\nvar path = \"\";", "parameters", id: "own"),
            Notebook.Code("""
                using System.Runtime.InteropServices;
                [DllImport("libc")] static extern nint write(int file, byte[] bytes, nint count);
                Console.WriteLine("managed");
                var bytes = Encoding.UTF8.GetBytes("native é\n");
                _ = write(1, bytes, bytes.Length);
                Console.Error.Write("to stderr");
                """),
            Notebook.Code("Console.Write(1.5); Console.Write(\"|\" + Environment.CurrentDirectory + \"|\" + Console.ReadLine());\nHTML(\"<b>\" + n + path + \"</b>\")"),
            Notebook.Code(""));
        var before = File.ReadAllText(folder.Write("a.ipynb", input.ToJsonString()));
        var observer = new Recorder();

        var result = NotebookRunner.Run(
            folder.File("a.ipynb"), [], new Dictionary<string, string> { ["n"] = "7", ["path"] = "\"\\" }, null, observer, TestContext.Current.CancellationToken);

        Assert.True(result.Passed, result.Error?.ToString());
        Assert.Equal([folder.File("a.executed.ipynb")], result.Files);
        Assert.Equal(before, File.ReadAllText(folder.File("a.ipynb")));
        var cells = Cells(result.Files[0]);
        Assert.Equal([null, 1, 2, 3, 4, null], cells.Select(cell => (int?)cell["execution_count"]));
        Assert.Equal(["cell-1", "own", "injected-parameters", "cell-4", "cell-5", "cell-6"], cells.Select(cell => (string?)cell["id"]));
        Assert.Equal("to stderr", Notebook.Stream(cells[3], "stderr"));
        Assert.Contains("managed\n", Notebook.Stream(cells[3]), StringComparison.Ordinal);
        Assert.Contains("native é\n", Notebook.Stream(cells[3]), StringComparison.Ordinal);
        Assert.Equal($"1.5|{folder.Path}|", Notebook.Stream(cells[4]));
        Assert.Equal("<b>7\"\\</b>", (string?)cells[4]["outputs"]![1]!["data"]!["text/html"]![0]);
        Assert.Equal(
            ["started 1/4", "ended 1 True", "started 2/4", "ended 2 True", "started 3/4", "ended 3 True", "started 4/4", "displayed text/html", "ended 4 True"],
            observer.Calls);
        Assert.Equal(["a.executed.ipynb", "a.ipynb"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Run_CellFails_StopsThereAndWritesBothOutputs()
    {
        var result = Run(
            [folder.File("out/b.ipynb"), folder.File("out/b.html")],
            Notebook.Code("Console.Write(\"before\");"), Notebook.Code("var x = 0;\n1 / x"), Notebook.Code("3"));

        Assert.Equal(new NotebookError(2, "cell 2, line 2", "DivideByZeroException", "Attempted to divide by zero."), result.Error);
        var cells = Cells(result.Files[0]);
        Assert.Equal("before", Notebook.Stream(cells[0]));
        var error = Assert.Single(cells[1]["outputs"]!.AsArray())!;
        Assert.Equal("error", (string?)error["output_type"]);
        Assert.Equal(("DivideByZeroException", "Attempted to divide by zero."), ((string?)error["ename"], (string?)error["evalue"]));
        Assert.Equal("   at the cell in cell 2, line 2", (string?)error["traceback"]![1]);
        Assert.Empty(cells[2]["outputs"]!.AsArray());
        Assert.Null(cells[2]["execution_count"]);
        Assert.Contains("at the cell in cell 2, line 2</pre>", File.ReadAllText(result.Files[1]), StringComparison.Ordinal);
        AssertValid(result.Files[0]);
    }

    [Fact]
    public void Run_OfManyKinds_IsValidNbformat()
    {
        var result = Run([], Notebook.Markdown("# a"), Notebook.Code("#!html\n<b>\n#!markdown\n# b\n#!csharp\nConsole.WriteLine(1);\nnew { A = 1 }"));

        Assert.True(result.Passed, result.Error?.ToString());
        AssertValid(result.Files[0]);
    }

    [Fact]
    public void Run_OutputIsInput_ReplacesIt()
    {
        var result = Run([folder.File("a.ipynb")], Notebook.Code("1 + 1"));

        Assert.True(result.Passed, result.Error?.ToString());
        Assert.Equal("2", (string?)Cells(folder.File("a.ipynb"))[0]["outputs"]![0]!["data"]!["text/plain"]![0]);
    }

    [Fact]
    public void Run_CellInAnotherLanguage_SaysSo()
    {
        var cell = Notebook.Code("let x = 1");
        cell["metadata"] = new JsonObject { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "fsharp" } };

        Assert.Equal("the cell is in fsharp; expected csharp, html or markdown.", Run([], cell).Error?.Message);
    }

    [Theory]
    [InlineData("out.pdf")]
    [InlineData("out")]
    public void Run_OutputOfAnotherKind_IsRefused(string output) =>
        Assert.Contains(
            "expected a name that ends in .ipynb", Assert.Throws<ArgumentException>(() => Run([output], Notebook.Code("1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_OutputCannotBeWritten_SaysSoBeforeAnythingRuns()
    {
        Directory.CreateDirectory(folder.File("taken.ipynb"));

        var problem = Assert.Throws<IOException>(() => Run([folder.File("taken.ipynb")], Notebook.Code("System.IO.File.WriteAllText(\"ran\", \"\");")));

        Assert.Contains("cannot be written", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("ran")));
    }

    [Fact]
    public void Run_HugeOutput_IsCut()
    {
        var result = Run([], Notebook.Code("for (var i = 0; i < 3000; i++) Console.WriteLine(new string('x', 999));"));

        Assert.True(result.Passed, result.Error?.ToString());
        Assert.Contains("[cut: 2,000,000 more characters of standard output and error]", File.ReadAllText(result.Files[0]), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(result.Files[0]).Length, 1_000_000, 1_100_000);
    }

    [Fact]
    public void Run_TheWorkbooksLibrary_ComputesWithTensors()
    {
        var library = Repository.Path(Path.Combine("src/Workbook.Lib", Path.GetRelativePath(Repository.Path("tests/Workbook.Kernel.Tests"), AppContext.BaseDirectory)));
        var result = Run(
            [],
            Notebook.Code($"#r \"{Path.GetRelativePath(folder.Path, library)}/Workbook.Lib.dll\"\n#r \"{library}/TorchSharp.dll\"\nusing static TorchSharp.torch;"),
            Notebook.Code("var sum = ones(2, 3).sum();\nsum.item<float>()"),
            Notebook.Code("Workbook.Experiments.PaperTables.Named(\"table7\").Id"),
            Notebook.Code(
                "var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(a => a.GetName().Name is \"TorchSharp\" or \"Workbook.Lib\");\n"
                + "string.Join(' ', loaded.Select(a => a.Location).Order())"));

        Assert.True(result.Passed, result.Error?.ToString());
        var values = Cells(result.Files[0]).Skip(1).Select(cell => (string?)cell["outputs"]![0]!["data"]!["text/plain"]![0]);
        Assert.Equal(["6", "table7", $"{library}TorchSharp.dll {library}Workbook.Lib.dll"], values);
    }

    private static JsonObject[] Cells(string path) => [.. JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray().Select(cell => cell!.AsObject())];

    /// <summary>Asks Debian's python3-nbformat; skips the rest of the test where it is not installed.</summary>
    private static void AssertValid(string path)
    {
        var script = "import sys\ntry:\n import nbformat\nexcept ImportError: sys.exit(77)\nnbformat.validate(nbformat.read(sys.argv[1], 4))";
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", script, path]) { RedirectStandardError = true };
        using var python = File.Exists(start.FileName) ? Process.Start(start) : null;
        var problems = python?.StandardError.ReadToEnd();
        python?.WaitForExit();
        Assert.SkipWhen(python is null or { ExitCode: 77 }, "python3-nbformat is not installed");
        Assert.True(python!.ExitCode == 0, problems);
    }

    private NotebookResult Run(string[] outputs, params JsonObject[] cells) => NotebookRunner.Run(
        folder.Write("a.ipynb", Notebook.Of(cells).ToJsonString()),
        outputs,
        new Dictionary<string, string>(),
        null,
        new Recorder(),
        TestContext.Current.CancellationToken);
}
