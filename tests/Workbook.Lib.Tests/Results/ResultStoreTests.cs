using System.Diagnostics;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public sealed class ResultStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;

    public ResultStoreTests() => store = new ResultStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_WrittenRecord_IsTheSame()
    {
        var record = Samples.Record(Samples.Spec());

        var path = store.Write(record);
        var stored = Assert.Single(store.Load(Profile.Mini).Records);

        Assert.Equal(Path.Combine(folder.Path, "mini", "runs", $"cifar100-lt200-resnet32-seql-g0.95-l0.003-s0-{record.Identity[..8]}.json"), path);
        Assert.Equal(path, stored.Path);
        Assert.Equal(record.Identity, stored.Identity);
        Assert.Equal(JsonLayout.Write(RecordJson.ToJson(record)), JsonLayout.Write(RecordJson.ToJson(stored.Record)));
        Assert.Equal(record.Ended, stored.Record.Ended);
        Assert.Equal(record.PerClass, stored.Record.PerClass);
        Assert.Equal(record.Metrics, stored.Record.Metrics);
        Assert.Equal(record.Environment, stored.Record.Environment);
    }

    [Fact]
    public void Write_Record_IsReadableByPeople()
    {
        var text = File.ReadAllText(store.Write(Samples.Record(Samples.Spec())));

        Assert.Contains("""    { "index": 0, "name": "apple", "trainImages": 500, "testImages": 100, "top1": 80.5 },""", text, StringComparison.Ordinal);
        Assert.Contains("""      "loss": { "kind": "seql", "gamma": 0.95, "lambda": 0.003 },""", text, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"format\": 1,\n  \"identity\": \"", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path, "*.tmp", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public void Load_DivergedRecordWithNaN_IsRead()
    {
        store.Write(Samples.Record(Samples.Spec(), status: RunStatus.Diverged) with { Curve = [new CurvePoint(7, double.NaN, 0.2)] });

        var record = Assert.Single(store.Load(Profile.Mini).Records).Record;

        Assert.Equal(RunStatus.Diverged, record.Status);
        Assert.True(double.IsNaN(record.Curve[0].Loss));
    }

    [Theory]
    [InlineData("{ \"format\": 1, ", "Unexpected end")]
    [InlineData("{}", "format missing, expected 1")]
    [InlineData("{ \"format\": 99 }", "format 99, expected 1")]
    [InlineData("{ \"format\": 1 }", "no \"spec\"")]
    [InlineData("<<<<<<< HEAD", "Unexpected character")]
    public void Load_MalformedFile_IsNamedAndTheOthersAreRead(string content, string expected)
    {
        store.Write(Samples.Record(Samples.Spec()));
        var broken = Path.Combine(store.ProfileFolder(Profile.Mini), "runs", "broken.json");
        File.WriteAllText(broken, content);

        var loaded = store.Load(Profile.Mini);

        Assert.Single(loaded.Records);
        var problem = Assert.Single(loaded.Problems);
        Assert.StartsWith(broken, problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"seed\": 0", "\"seed\": 3", "was it edited by hand?")]
    [InlineData("\"status\": \"finished\"", "\"status\": \"fnished\"", "fnished")]
    public void Load_EditedFile_IsAProblem(string from, string to, string expected)
    {
        var path = store.Write(Samples.Record(Samples.Spec()));
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));

        var loaded = store.Load(Profile.Mini);

        Assert.Empty(loaded.Records);
        Assert.Contains(expected, Assert.Single(loaded.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RecordInTheFolderOfAnotherProfile_IsAProblem()
    {
        var path = store.Write(Samples.Record(Samples.Spec()));
        Directory.CreateDirectory(Path.Combine(folder.Path, "paper", "runs"));
        File.Copy(path, Path.Combine(folder.Path, "paper", "runs", "copied.json"));

        Assert.Contains("profile Mini in a folder of Paper", Assert.Single(store.Load(Profile.Paper).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RecordFromBeforeASettingExisted_MatchesItsDefault()
    {
        // As if SubsetSeed had been added to the experiment since the record was written.
        var path = store.Write(Samples.Record(Samples.Spec()));
        var json = JObject.Parse(File.ReadAllText(path));
        ((JObject)json["spec"]!["experiment"]!["data"]!).Remove("subsetSeed");
        json["identity"] = RunSpec.IdentityOf((JObject)json["spec"]!);
        File.WriteAllText(path, json.ToString());

        var stored = Assert.Single(store.Load(Profile.Mini).Records);

        Assert.Equal(Samples.Spec().Experiment, stored.Record.Spec.Experiment);
        Assert.NotEqual(Samples.Spec().Identity, stored.Identity);
    }

    [Fact]
    public void TryLock_Held_NamesTheHolderUntilReleased()
    {
        var spec = Samples.Spec();
        using (var first = store.TryLock(spec, out _))
        {
            Assert.NotNull(first);
            Assert.Null(store.TryLock(spec, out var holder));
            Assert.Contains($"process {Environment.ProcessId}", holder, StringComparison.Ordinal);
            using var other = store.TryLock(Samples.Spec(seed: 1), out _);
            Assert.NotNull(other);
        }
        using var again = store.TryLock(spec, out _);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task TryLock_HolderKilled_IsFree()
    {
        var spec = Samples.Spec();
        store.TryLock(spec, out _)!.Dispose();
        var file = Path.Combine(store.WorkFolder(spec), "run.lock");
        // flock(1) takes the same kind of lock as the store and then becomes the sleeping process that holds it.
        using var holder = Process.Start(new ProcessStartInfo("flock", ["--no-fork", file, "sleep", "60"]) { UseShellExecute = false });
        if (holder is null)
            Assert.Skip("flock(1) is not on this machine");
        try
        {
            while (store.TryLock(spec, out _) is { } free)
            {
                free.Dispose();
                Assert.False(holder.HasExited);
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            holder.Kill();
        }
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var taken = store.TryLock(spec, out _);
        Assert.NotNull(taken);
    }

    [Fact]
    public void Thin_LongCurve_KeepsEndAndMean()
    {
        var points = Enumerable.Range(0, 1000).Select(i => new CurvePoint(i, i, 0.1)).ToArray();

        var thin = CurvePoint.Thin(points, most: 200);

        Assert.Equal(200, thin.Count);
        Assert.Equal(new CurvePoint(4, 2, 0.1), thin[0]);
        Assert.Equal(999, thin[^1].Iteration);
        Assert.Same(points, CurvePoint.Thin(points, most: 1000));
    }
}
