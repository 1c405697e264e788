using System.Diagnostics;
using System.Text.Json.Nodes;
using Tests.Support;
using Workbook.Kernel.Jupyter;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

/// <summary>Debian's nbconvert on the notebooks of the repository, on what is recorded in it.</summary>
public sealed class NbconvertTests : IDisposable
{
    private const string Program = "/usr/bin/jupyter-nbconvert";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Execute_EveryNotebook_Passes()
    {
        Assert.SkipUnless(File.Exists(Program), "nbconvert is not installed (Debian: apt-get install jupyter-nbconvert)");
        Assert.SkipUnless(
            File.Exists(Repository.Path("src/Workbook.Lib/bin/Release/net10.0/Workbook.Lib.dll")),
            "the notebooks load the library's Release build, which is not there");
        KernelSpec.Install(KernelSpec.DefaultName, folder.Path);
        string[] notebooks = [.. Directory.GetFiles(Repository.Path("notebooks"), "*.ipynb").Where(path => !path.EndsWith(".executed.ipynb", StringComparison.Ordinal))];
        var start = new ProcessStartInfo(Program, ["--to", "notebook", "--execute", "--output-dir", folder.File("executed"), .. notebooks]) { RedirectStandardError = true };
        start.Environment["JUPYTER_DATA_DIR"] = folder.File("share/jupyter");

        using var nbconvert = Process.Start(start)!;
        var messages = await nbconvert.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await nbconvert.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(nbconvert.ExitCode == 0, messages);
        Assert.All(notebooks, notebook =>
        {
            var executed = JsonNode.Parse(File.ReadAllText(folder.File("executed/" + Path.GetFileName(notebook))))!;
            var outputs = executed["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []);
            Assert.Contains(outputs, output => output!["data"]?["text/html"] is not null);
        });
    }
}
