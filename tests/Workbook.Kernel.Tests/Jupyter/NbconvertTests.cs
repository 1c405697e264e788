using System.Diagnostics;
using System.Text.Json.Nodes;
using Tests.Support;
using Workbook.Kernel.Jupyter;
using Workbook.Kernel.Notebooks;
using Xunit;

namespace Workbook.Kernel.Tests.Jupyter;

/// <summary>Debian's nbconvert on the notebooks of the repository.</summary>
public sealed class NbconvertTests : IDisposable
{
    private const string Program = "/usr/bin/jupyter-nbconvert";

    // One trains detectors and a backbone, one classifiers: the fewest runs that reach both.
    private static readonly string[] Training = ["06-excluding-function.ipynb", "08-cifar-100-lt.ipynb"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Execute_EveryNotebookOnWhatIsRecorded_Passes() => Execute(Notebooks());

    [Fact]
    public async Task Execute_EveryNotebookAtSmoke_PassesAndTrains()
    {
        // The notebooks find results and library beside their own folder.
        Directory.CreateDirectory(folder.File("notebooks"));
        Directory.CreateDirectory(folder.File("results/mini"));
        File.CreateSymbolicLink(folder.File("src"), Repository.Path("src"));
        File.Copy(Repository.Path("results/mini/longer-schedule.md"), folder.File("results/mini/longer-schedule.md"));

        await Execute([.. Notebooks().Select(AtSmoke)]);

        var records = Directory.GetFiles(folder.File("results/smoke/runs")).Select(Path.GetFileName).ToArray();
        // Two rows of Table 4 and their backbone; nine of Table 7 and what Table 8 adds to them: focal and class-balanced loss.
        Assert.Equal((1, 2, 11), (Count("backbone-"), Count("lvis-like-"), Count("cifar100-")));

        int Count(string prefix) => records.Count(name => name!.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static string[] Notebooks() =>
        [.. Directory.GetFiles(Repository.Path("notebooks"), "*.ipynb").Where(path => !path.EndsWith(".executed.ipynb", StringComparison.Ordinal)).Order()];

    /// <summary>A copy of a notebook in the test's folder, with its parameters set as papermill sets them.</summary>
    private string AtSmoke(string notebook)
    {
        var name = Path.GetFileName(notebook);
        var values = new Dictionary<string, string> { ["profile"] = "smoke", ["train"] = Training.Contains(name) ? "true" : "false" };
        var document = NotebookDocument.Read(notebook);
        var declared = document.CodeCells.Where(cell => cell.HasTag("parameters")).SelectMany(cell => ParameterDeclaration.In(cell.Source)).Select(parameter => parameter.Name);
        NotebookParameters.Apply(document, notebook, values.Where(value => declared.Contains(value.Key)).ToDictionary());
        return folder.Write("notebooks/" + name, document.ToJson());
    }

    private async Task Execute(string[] notebooks)
    {
        Assert.SkipUnless(File.Exists(Program), "nbconvert is not installed (Debian: apt-get install jupyter-nbconvert)");
        Assert.SkipUnless(
            File.Exists(Repository.Path("src/Workbook.Lib/bin/Release/net10.0/Workbook.Lib.dll")),
            "the notebooks load the library's Release build, which is not there");
        KernelSpec.Install(KernelSpec.DefaultName, folder.Path);
        // A folder of its own: other tests change, and delete, the one of the process.
        var start = new ProcessStartInfo(Program, ["--to", "notebook", "--execute", "--output-dir", folder.File("executed"), .. notebooks])
        {
            WorkingDirectory = folder.Path, RedirectStandardError = true,
        };
        start.Environment["JUPYTER_DATA_DIR"] = folder.File("share/jupyter");
        // Real images are not needed, and take longer.
        start.Environment["WORKBOOK_DATA"] = null;

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
