using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Cli;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Tests.Results;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeExecutor executor = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly CancellationTokenSource stop = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
        stop.Dispose();
    }

    [Theory]
    [InlineData("rnu", "There is no command \"rnu\". Did you mean run?")]
    [InlineData("run tabel7", "There is no table \"tabel7\". Did you mean table7 or table1 or table2?")]
    [InlineData("show tabel8", "There is no table \"tabel8\". Did you mean table8 or table1 or table2?")]
    [InlineData("run --profle mini", "There is no option \"--profle\". Did you mean --profile?")]
    [InlineData("run table7 --profile smok", "There is no profile \"smok\". Did you mean smoke?")]
    [InlineData("run --profile enormous", "There is no profile \"enormous\". There are: smoke, mini, paper.")]
    [InlineData("run --device gpu", "There is no device \"gpu\". Did you mean cpu?")]
    [InlineData("run --faulty-images skp", "There is no handling of faulty images \"skp\". Did you mean skip?")]
    [InlineData("run --seeds 0", "--seeds 0: expected a number of at least 1.")]
    [InlineData("run table7 --row gama=0", "There is no row of table7 \"gama=0\". Did you mean gamma=0?")]
    [InlineData("tables figure1", "There is no table \"figure1\". There are: table1, table2, table3, table4, table5, table6, table7, table8, table9, table10, table11, table12.")]
    [InlineData("plan table4 --devices 0", "--devices 0: expected at least 1.")]
    [InlineData("plan table4 --images-per-second 0", "--images-per-second 0: expected more than 0.")]
    [InlineData("explain --jsno", "There is no option \"--jsno\". Did you mean --json?")]
    public void Run_Mistyped_SuggestsAndExitsWith2(string arguments, string expected)
    {
        Assert.Equal(2, Invoke(arguments));
        Assert.StartsWith($"workbook: {expected}{Environment.NewLine}", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
        Assert.Empty(executor.Trained);
    }

    [Theory]
    [InlineData("run --seeds three", "three")]
    [InlineData("show", "Required argument missing")]
    public void Run_Malformed_ExitsWith2(string arguments, string expected)
    {
        Assert.Equal(2, Invoke(arguments));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("See: workbook ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "Exit codes: 0 ")]
    [InlineData("", "Exit codes: 0 ")]
    [InlineData("run --help", "--seeds")]
    public void Run_Help_NamesOptionsAndExitCodes(string arguments, string expected)
    {
        Assert.Equal(0, Invoke(arguments));
        Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Table_TrainsAndShowsPublishedBesideOurs()
    {
        Assert.Equal(0, Invoke("run table7 --profile smoke --seeds 2"));

        Assert.Equal(18, executor.Trained.Count);
        Assert.All(executor.Trained, spec => Assert.Equal((Profile.Smoke, "cpu"), (spec.Profile, spec.Device)));
        var text = output.ToString();
        Assert.Contains("Profile smoke: 18 runs, 0 recorded, 18 to train, 12 iterations each.", text, StringComparison.Ordinal);
        Assert.Contains("[1/18] cifar100-lt200-resnet32-softmax, seed 0: started", text, StringComparison.Ordinal);
        Assert.Matches(@"SEQL, gamma 0\.9, lambda 5e-3 +43\.74 +41\.25 ± 0\.00", text);
        foreach (var extension in new[] { "md", "csv", "json" })
            Assert.Contains(Path.Combine(folder.Path, "smoke", $"table7.{extension}"), text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "smoke", "table7.md")));
        Assert.EndsWith(Path.Combine(folder.Path, "smoke", "report.html") + Environment.NewLine, text, StringComparison.Ordinal);
        Assert.Contains("SEQL, gamma 0.9, lambda 5e-3", File.ReadAllText(Path.Combine(folder.Path, "smoke", "report.html")), StringComparison.Ordinal);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void Run_Notebook_IsExecutedOnWhatIsRecorded()
    {
        AddNotebook("Console.Write(profile + train);");

        Assert.Equal(0, Invoke("run table8 --row focal --profile smoke --json"));

        var notebook = JObject.Parse(output.ToString())["notebooks"]!.Single();
        Assert.Equal("08-cifar-100-lt", (string?)notebook["name"]);
        Assert.Equal(Path.Combine(folder.Path, "smoke", "notebooks", "08-cifar-100-lt.ipynb"), (string?)notebook["path"]);
        Assert.Contains("smokeFalse", File.ReadAllText((string)notebook["path"]!), StringComparison.Ordinal);
        Assert.Contains("Notebook 08-cifar-100-lt: executed", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NotebooksOfNoTable_AreExecutedWithWhatTheyTake()
    {
        AddNotebook("Console.Write(profile);", "00-start", "var profile = \\\"mini\\\";");
        AddNotebook("Console.Write(42);", "01-data", "var nothing = 0;");

        Assert.Equal(0, Invoke("run table8 --row focal --profile smoke"));

        Assert.Contains("smoke", File.ReadAllText(Path.Combine(folder.Path, "smoke", "notebooks", "00-start.ipynb")), StringComparison.Ordinal);
        Assert.Contains("42", File.ReadAllText(Path.Combine(folder.Path, "smoke", "notebooks", "01-data.ipynb")), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NotebookFails_ExitsWith1AndLosesNothing()
    {
        AddNotebook("throw new Exception(\\\"no luck\\\");");

        Assert.Equal(1, Invoke("run table8 --row focal"));

        Assert.Contains("workbook: notebook 08-cifar-100-lt: cell 3, line 1: Exception: no luck", error.ToString(), StringComparison.Ordinal);
        foreach (var file in new[] { "table8.md", "report.html", "notebooks/08-cifar-100-lt.ipynb" })
            Assert.True(File.Exists(Path.Combine(folder.Path, "mini", file)), file);
    }

    [Fact]
    public void Run_BrokenNotebook_ExitsWith1AndNamesIt()
    {
        AddNotebook("\"");

        Assert.Equal(1, Invoke("run table8 --row focal --json"));

        Assert.Contains("08-cifar-100-lt.ipynb", (string?)JObject.Parse(output.ToString())["notebooks"]![0]!["error"], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoTable_RunsAllSharedOnce()
    {
        Assert.Equal(0, Invoke("run"));

        // 21 rows of classifiers and 36 of detectors, of which 4 and 6 are those of another table, and 8 of challenge systems.
        Assert.Equal(55, executor.Trained.Count);
        Assert.True(File.Exists(Path.Combine(folder.Path, "mini", "table8.csv")));
    }

    [Fact]
    public void Run_Rows_TrainsOnlyThese()
    {
        Assert.Equal(0, Invoke("run table7 --row gamma=0 --row gamma=0.95,lambda=3e-3"));

        Assert.Equal([Loss.Softmax(), Loss.SoftmaxEql(0.95, 3e-3)], executor.Trained.Select(spec => ((ClassificationExperiment)spec.Experiment).Loss));
    }

    [Fact]
    public void Run_Json_IsOneDocument()
    {
        Assert.Equal(0, Invoke("run table8 --json"));

        var document = JObject.Parse(output.ToString());
        Assert.Equal("mini", (string?)document["profile"]);
        Assert.Equal(4, document["runs"]!.Count());
        Assert.Equal("trained", (string?)document["runs"]![0]!["state"]);
        Assert.True(File.Exists((string?)document["runs"]![0]!["record"]));
        Assert.Equal("table8", (string?)document["tables"]![0]!["table"]);
        Assert.True(File.Exists((string?)document["report"]));
        Assert.DoesNotContain(document.Descendants(), value => value.Type == JTokenType.Null || value is JValue { Value: null });
        Assert.Contains("[1/4]", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneFails_ExitsWith1AndTrainsTheRest()
    {
        executor.Act = (spec, _, _) => executor.Trained.Count == 1 ? throw new InvalidDataException("train.bin is cut short") : Samples.Record(spec);

        Assert.Equal(1, Invoke("run table8"));

        Assert.Equal(4, executor.Trained.Count);
        Assert.Contains("softmax, seed 0: failed: train.bin is cut short", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Diverged_ExitsWith1()
    {
        executor.Act = (spec, _, _) => Samples.Record(spec, status: RunStatus.Diverged);

        Assert.Equal(1, Invoke("run table8 --row focal"));
        Assert.Contains("focal-g1, seed 0: diverged: iteration 7", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Stopped_ExitsWith1AndTheSameCommandContinues()
    {
        executor.Act = (spec, work, _) =>
        {
            File.WriteAllText(Path.Combine(work, "checkpoint"), "7");
            stop.Cancel();
            return Samples.Record(spec, status: RunStatus.Interrupted);
        };
        Assert.Equal(1, Invoke("run table8"));
        Assert.Contains("stopped on request; the same command continues", error.ToString(), StringComparison.Ordinal);
        Assert.Single(executor.Trained);

        var continued = false;
        executor.Act = (spec, work, _) =>
        {
            continued |= File.Exists(Path.Combine(work, "checkpoint"));
            return Samples.Record(spec);
        };
        Assert.Equal(0, Invoke("run table8", CancellationToken.None));
        Assert.True(continued);
    }

    [Fact]
    public void Run_ResumeFalse_StartsOver()
    {
        executor.Act = (spec, work, _) =>
        {
            File.WriteAllText(Path.Combine(work, "checkpoint"), "7");
            return Samples.Record(spec, status: RunStatus.Interrupted);
        };
        Invoke("run table8 --row focal");
        var found = true;
        executor.Act = (spec, work, _) =>
        {
            found = File.Exists(Path.Combine(work, "checkpoint"));
            return Samples.Record(spec);
        };

        Assert.Equal(0, Invoke("run table8 --row focal --resume false"));
        Assert.False(found);
    }

    [Fact]
    public void Run_Synthetic_SaysSo()
    {
        executor.Data = Samples.Synthetic;

        Invoke("run table8 --row focal");

        Assert.Contains("SYNTHETIC data (synthetic): the real set was not found.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MissingData_ExitsWith1WithoutTrace()
    {
        var host = Host() with { Executor = (_, _) => throw new FileNotFoundException("/nowhere holds no CIFAR-100.") };

        Assert.Equal(1, CommandLine.Run(["run", "--data", "/nowhere"], host));
        Assert.Equal($"workbook: /nowhere holds no CIFAR-100.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void Show_Recorded_NeedsNoTrainer()
    {
        new ResultStore(folder.Path).Write(Samples.Record(Samples.Spec(code: "other")));
        var host = Host() with { Executor = (_, _) => throw new InvalidOperationException("no trainer is needed") };

        Assert.Equal(0, CommandLine.Run(["show", "table8"], host));
        Assert.Matches(@"SEQL, gamma 0\.95, lambda 3e-3 +43\.38 +41\.25 +-2\.13 +71\.94 +71\.25 +-0\.69 +0 +CIFAR-100 +other code", output.ToString());
    }

    [Fact]
    public void Show_Json_IsTheReport()
    {
        Assert.Equal(0, Invoke("show table7 --profile paper --json"));

        Assert.Equal(9, JObject.Parse(output.ToString())["rows"]!.Count());
    }

    [Fact]
    public void Report_Recorded_WritesThePageWithoutTrainer()
    {
        new ResultStore(folder.Path).Write(Samples.Record(Samples.Spec()));
        var host = Host() with { Executor = (_, _) => throw new InvalidOperationException("no trainer is needed") };

        Assert.Equal(0, CommandLine.Run(["report"], host));

        var path = Path.Combine(folder.Path, "mini", "report.html");
        Assert.Equal(path + Environment.NewLine, output.ToString());
        var html = File.ReadAllText(path);
        Assert.Contains("id=\"table7\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"table8\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_Output_HoldsOnlyTheTablesNamed()
    {
        var path = Path.Combine(folder.Path, "new", "mine.html");

        Assert.Equal(0, CommandLine.Run(["report", "table8", "--profile", "smoke", "--output", path], Host()));

        Assert.DoesNotContain("id=\"table7\"", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Report_OutputIsAFolder_ExitsWith1()
    {
        Assert.Equal(1, CommandLine.Run(["report", "--output", folder.Path], Host()));
        Assert.Equal($"workbook: {folder.Path} is a folder; --output takes the file to write.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void Explain_OtherCode_NamesTheField()
    {
        var spec = Samples.Spec(Samples.Seql);
        new ResultStore(folder.Path).Write(Samples.Record(spec));

        Assert.Equal(0, Invoke("explain table8 --seeds 2"));

        var text = output.ToString();
        Assert.Contains($"    trainingCode: recorded \"code1\", now \"{TrainingCode.Version}\"", text, StringComparison.Ordinal);
        Assert.Contains("table8 seql, seed 1: would train, never run", text, StringComparison.Ordinal);
        Assert.Empty(executor.Trained);
    }

    [Fact]
    public void Explain_Json_HasStateAndDifferences()
    {
        Invoke("run table8 --row focal");
        output.GetStringBuilder().Clear();

        Assert.Equal(0, Invoke("explain table8 --json"));

        var runs = JObject.Parse(output.ToString())["runs"]!;
        Assert.Equal(["neverRun", "reused", "neverRun", "neverRun"], runs.Select(run => (string?)run["state"]));
    }

    [Fact]
    public void Tables_Text_ListsRowNames()
    {
        Assert.Equal(0, Invoke("tables table7"));

        Assert.Matches(@"gamma=0\.95,lambda=3e-3 +SEQL, gamma 0\.95, lambda 3e-3 +43\.38 +71\.94", output.ToString());
        Assert.DoesNotContain("table8", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_Json_HoldsExperiments()
    {
        Assert.Equal(0, Invoke("tables --json"));

        var tables = JObject.Parse(output.ToString())["tables"]!;
        Assert.Equal(["table1", "table2", "table3", "table4", "table5", "table6", "table7", "table8", "table9", "table10", "table11", "table12"], tables.Select(table => (string?)table["id"]));
        Assert.Equal(44_325, (int)tables[0]!["rows"]![0]!["experiment"]!["schedule"]!["iterations"]!);
        Assert.Equal(12_800, (int)tables[6]!["rows"]![0]!["experiment"]!["schedule"]!["iterations"]!);
    }

    [Fact]
    public void Progress_German_IsInvariant()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(
                "training 1500/12800, loss 3.250, 1.50 it/s, 2:05:33 left",
                RunText.Progress(new TrainingProgress(1500, 12800, 3.25, 0.2, 1.5, new TimeSpan(2, 5, 33), "training")));
            Assert.EndsWith(", 05:33 left", RunText.Progress(new TrainingProgress(1, 2, 3.25, 0.2, 1.5, new TimeSpan(0, 5, 33), "training")), StringComparison.Ordinal);
            Assert.EndsWith(", 26:05:33 left", RunText.Progress(new TrainingProgress(1, 2, 3.25, 0.2, 1.5, new TimeSpan(26, 5, 33), "training")), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The sources as they stand in JSON.
    private void AddNotebook(string source, string name = "08-cifar-100-lt", string parameters = "var profile = \\\"mini\\\";\\nvar train = true;")
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "notebooks"));
        File.WriteAllText(Path.Combine(folder.Path, "notebooks", name + ".ipynb"), $$"""
            {
              "cells": [
                { "cell_type": "code", "id": "a", "execution_count": null, "metadata": { "tags": ["parameters"] }, "outputs": [],
                  "source": "{{parameters}}" },
                { "cell_type": "code", "id": "b", "execution_count": null, "metadata": {}, "outputs": [], "source": "{{source}}" }
              ],
              "metadata": { "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" }, "language_info": { "name": "C#" } },
              "nbformat": 4,
              "nbformat_minor": 5
            }
            """);
    }

    private int Invoke(string arguments, CancellationToken? cancel = null)
    {
        error.GetStringBuilder().Clear();
        return CommandLine.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), Host() with { Stop = cancel ?? stop.Token });
    }

    private CliHost Host() => new()
    {
        Output = output,
        Error = error,
        IsTerminal = false,
        Store = new ResultStore(folder.Path),
        Notebooks = Path.Combine(folder.Path, "notebooks"),
        Executor = (_, _) => executor,
        Stop = stop.Token,
    };
}
