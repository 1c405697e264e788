using Workbook.Cli;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class NotebookCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData("notebook rnu a.ipynb", "There is no command \"rnu\". Did you mean run?", "notebook --help")]
    [InlineData("notebook run a.ipynb --timeout 0", "--timeout 0: expected a number of seconds above 0", "notebook run --help")]
    [InlineData("notebook run a.ipynb -p seeds", "-p seeds: expected NAME=VALUE.", "notebook run --help")]
    [InlineData("notebook run a.ipynb -p n=1 -p n=2", "-p n=2: n is set twice.", "notebook run --help")]
    [InlineData("notebook run a.ipynb --output a.pdf", "--output a.pdf: expected a name that ends in .ipynb", "notebook run --help")]
    [InlineData("notebook run a.ipynb --outptu a.html", "There is no option \"--outptu\". Did you mean --output?", "notebook run --help")]
    public void Run_Mistyped_SaysWhatAndExitsWith2(string arguments, string expected, string help)
    {
        Assert.Equal(2, Invoke(arguments.Split(' ')));
        Assert.StartsWith($"workbook: {expected}", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"See: workbook {help}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UnknownParameter_SuggestsAndExitsWith2()
    {
        var notebook = Notebook("var seeds = 1;");

        Assert.Equal(2, Invoke("notebook", "run", notebook, "-p", "sedes=2"));
        Assert.Equal($"workbook: There is no parameter of {notebook} \"sedes\". Did you mean seeds?{Environment.NewLine}", error.ToString());
        Assert.Equal(2, Invoke("notebook", "run", notebook, "-p", "seeds=two"));
        Assert.EndsWith($"workbook: Parameter seeds: expected a value of type int; got \"two\".{Environment.NewLine}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoNotebook_ExitsWith1()
    {
        Assert.Equal(1, Invoke("notebook", "run", "/none.ipynb"));
        Assert.Equal($"workbook: There is no notebook /none.ipynb.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void Run_WithParameters_ShowsAndWritesAndExitsWith0()
    {
        var page = Path.Combine(folder.Path, "page.html");

        Assert.Equal(0, Invoke("notebook", "run", Notebook("var seeds = 1;", "\"seeds: \" + seeds"), "-p", "seeds=2", "--output", page));
        Assert.Contains("\nseeds: 2\n", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"\n{page}{Environment.NewLine}", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("seeds: 2", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void Run_CellFails_ExitsWith1AndNamesTheLine()
    {
        var notebook = Notebook("var seeds = 1;", "\nmissing");

        Assert.Equal(1, Invoke("notebook", "run", notebook));
        Assert.EndsWith(
            $"workbook: {notebook}: cell 2, line 2: CompilationError: CS0103: The name 'missing' does not exist in the current context{Environment.NewLine}",
            error.ToString(),
            StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "a.executed.ipynb")));
    }

    private string Notebook(string parameters, params string[] cells)
    {
        var json = cells.Select(cell => $$"""{"cell_type": "code", "source": {{Newtonsoft.Json.JsonConvert.ToString(cell)}}}""")
            .Prepend($$"""{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": {{Newtonsoft.Json.JsonConvert.ToString(parameters)}}}""");
        var path = Path.Combine(folder.Path, "a.ipynb");
        File.WriteAllText(path, $$"""{"nbformat": 4, "nbformat_minor": 5, "cells": [{{string.Join(',', json)}}]}""");
        return path;
    }

    private int Invoke(params string[] arguments) => CommandLine.Run(arguments, new CliHost
    {
        Output = output,
        Error = error,
        IsTerminal = false,
        Store = new ResultStore(folder.Path),
        Executor = (_, _) => throw new InvalidOperationException("no trainer is needed"),
        Stop = CancellationToken.None,
    });
}
