using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using Workbook.Kernel.Jupyter;
using Workbook.Reporting;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Browser;

/// <summary>Debian's Jupyter Notebook in the browser, with this kernel.</summary>
public sealed class JupyterNotebookTests(Chromium chromium) : IDisposable
{
    private const string Program = "/usr/bin/jupyter-notebook";

    private readonly TemporaryFolder folder = new();
    private Process? server;

    public void Dispose()
    {
        server?.Kill(entireProcessTree: true);
        server?.WaitForExit();
        server?.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Notebook_RunAllInterruptAndRestart_WorkAsInAnyKernel()
    {
        Write(
            $"#r \"{typeof(Figure).Assembly.Location}\"\nusing Workbook.Reporting;\nvar x = 40 + 2;\nPlotlyLibrary.Embed",
            "ClassificationFigures.TailGradient([500, 50, 2], gamma: 0.95, lambda: 3e-3)",
            "Console.WriteLine(\"begun\");\nwhile (true) { }",
            "x");
        await using var page = await chromium.BrowseAsync($"http://127.0.0.1:{Serve()}/notebooks/a.ipynb");

        await Menu(page.Page, "#run_all_cells");
        await page.Page.WaitForFunctionAsync("document.querySelectorAll('figure[data-state=drawn] .js-plotly-plot').length === 1");
        await Output(page.Page, 2, "begun");
        await Menu(page.Page, "#int_kernel");
        await Output(page.Page, 2, "The cell was interrupted on request.");
        await RunLast(page.Page);
        await Output(page.Page, 3, "42");

        await Menu(page.Page, "#restart_kernel");
        await page.Page.ClickAsync(".modal-dialog .btn-danger");
        await page.Page.WaitForFunctionAsync("Jupyter.notebook.kernel.is_connected() && !document.querySelector('.modal-dialog')?.checkVisibility()");
        await RunLast(page.Page);
        await Output(page.Page, 3, "CS0103");
        Assert.DoesNotContain(page.Problems, problem => problem.StartsWith("request to", StringComparison.Ordinal));
    }

    private static async Task Menu(IPage page, string item)
    {
        await page.WaitForFunctionAsync("window.Jupyter?.notebook?.kernel?.is_connected()");
        await page.Locator($"li.dropdown:has({item}) > a").ClickAsync();
        await page.ClickAsync($"{item} a");
    }

    private static async Task RunLast(IPage page)
    {
        await page.EvaluateAsync("Jupyter.notebook.select(3)");
        await page.ClickAsync("button[data-jupyter-action='jupyter-notebook:run-cell-and-select-next']");
    }

    private static Task Output(IPage page, int cell, string text) =>
        page.Locator(".cell").Nth(cell).Locator(".output_area").Filter(new LocatorFilterOptions { HasText = text }).First.WaitForAsync();

    private void Write(params string[] cells) =>
        File.WriteAllText(Path.Combine(folder.Path, "a.ipynb"), SampleNotebook.Of(cells.Select(SampleNotebook.Code)).ToJsonString());

    /// <summary>Starts the server; its port.</summary>
    private int Serve()
    {
        Assert.SkipUnless(File.Exists(Program), "Jupyter Notebook is not installed (Debian: apt-get install jupyter-notebook)");
        KernelSpec.Install(KernelSpec.DefaultName, folder.Path);
        var port = FreePort();
        var start = new ProcessStartInfo(
            Program,
            [
                "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--port-retries=0", "--NotebookApp.token=", "--NotebookApp.password=",
                $"--notebook-dir={folder.Path}",
            ])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in new[] { "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR" })
            start.Environment[variable] = Path.Combine(folder.Path, variable);
        start.Environment["JUPYTER_DATA_DIR"] = Path.Combine(folder.Path, "share", "jupyter");
        server = Process.Start(start)!;
        var isServing = new TaskCompletionSource();
        server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                isServing.TrySetException(new InvalidOperationException("Jupyter Notebook ended"));
            else if (line.Data.Contains("is running at", StringComparison.Ordinal))
                isServing.TrySetResult();
        };
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        isServing.Task.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();
        return port;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
