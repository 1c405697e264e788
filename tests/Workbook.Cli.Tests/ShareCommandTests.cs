using Workbook.Cli;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Cli;

/// <summary><c>share</c>, <c>verify</c> and <c>diff</c>.</summary>
public sealed class ShareCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private readonly ResultStore store;

    public ShareCommandTests()
    {
        store = new ResultStore(folder.Path);
        store.Write(Record(seed: 0, 40));
    }

    private string Zip => Path.Combine(folder.Path, "mini", "share.zip");

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public void Share_ThenVerify_Holds()
    {
        Assert.Equal(0, Invoke("share", "table8"));
        Assert.Equal(Zip + Environment.NewLine, output.ToString());
        Assert.Empty(error.ToString());

        Assert.Equal(0, Invoke("verify", Zip));
        Assert.Contains("ok      archive ", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("only training again can show: \"workbook run\"." + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Share_Output_IsWhereItIsWritten()
    {
        var file = Path.Combine(folder.Path, "a", "b.zip");

        Assert.Equal(0, Invoke("share", "table7", "table8", "--output", file));

        Assert.True(File.Exists(file));
        Assert.False(File.Exists(Zip));
        Assert.Equal(1, Invoke("share", "--output", folder.Path));
        Assert.Contains("is a folder", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Share_NothingRecordedOrBroken_IsSaid()
    {
        Assert.Equal(1, Invoke("share", "table1"));
        Assert.Contains("No run of table1 is recorded", error.ToString(), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder.Path, "mini", "runs", "broken.json"), "{");
        Assert.Equal(0, Invoke("share", "table8"));
        Assert.Contains("broken.json is not a run record", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_Changed_ExitsWith1AndSaysWhere()
    {
        Invoke("share", "table8");
        var bytes = File.ReadAllBytes(Zip);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Zip, bytes);

        Assert.Equal(1, Invoke("verify", Zip));

        Assert.Contains("FAILED  archive      1 thing does not hold", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("report.html, bytes ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_NotThere_ExitsWith1()
    {
        Assert.Equal(1, Invoke("verify", Zip));
        Assert.Equal($"workbook: There is no {Zip}.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void Diff_ExitsAsDiffDoes()
    {
        Invoke("share", "table8");
        var mini = Path.Combine(folder.Path, "mini");
        Assert.Equal(0, Invoke("diff", mini, Zip));
        Assert.Contains("No difference", output.ToString(), StringComparison.Ordinal);

        store.Write(Record(seed: 0, 41));
        Assert.Equal(1, Invoke("diff", Zip, mini));
        Assert.Contains("+1.00", output.ToString(), StringComparison.Ordinal);

        Assert.Equal(2, Invoke("diff", Zip, folder.Path));
        Assert.Contains("has no folder runs", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Invoke("diff", Zip));
    }

    // Without what a top-1 of its own could disagree with.
    private static RunRecord Record(int seed, double top1) => Samples.Record(Samples.Spec(seed: seed), top1) with { Accuracy = [], PerClass = [] };

    private int Invoke(params string[] arguments)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        return CommandLine.Run(arguments, new CliHost
        {
            Output = output, Error = error, IsTerminal = false, Store = store, Executor = (_, _) => new FakeExecutor(), Stop = CancellationToken.None,
        });
    }
}
