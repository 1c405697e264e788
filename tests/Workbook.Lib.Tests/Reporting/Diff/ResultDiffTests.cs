using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Reporting.Bundles;
using Workbook.Reporting.Diff;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting.Diff;

public sealed class ResultDiffTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Between_SharedSeeds_IsPairedAsByHand()
    {
        // Seed by seed 2, 2.5 and 3: mean 2.5, deviation 0.5, t of two degrees of freedom 4.303; 4.303 * 0.5 / sqrt(3) = 1.242. A is 42 +- 2, B 44.5 +- 2.5.
        Add("a", 0, 40, 42, 44);
        Add("b", 0, 42, 44.5, 47);

        var text = Diff("a", "b");

        Assert.Contains("  table7 gamma=0.95,lambda=3e-3; table8 seql\n", text, StringComparison.Ordinal);
        Assert.Contains($"    top1      A {"42.00 ± 2.00 (seeds 0, 1, 2)",-32} B {"44.50 ± 2.50 (seeds 0, 1, 2)",-32} +2.50 [+1.26, +3.74], 3 paired seeds\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\nRows that differ in numbers: 1 of 1.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_OtherSeeds_IsWelchsAsByHand()
    {
        // Both variances are 4: squared error 4/3 + 4/3, 4 degrees of freedom, t 2.776; 2.776 * sqrt(8/3) = 4.534.
        Add("a", 0, 40, 42, 44);
        Add("b", 3, 46, 48, 50);

        Assert.Contains($" B {"48.00 ± 2.00 (seeds 3, 4, 5)",-32} +6.00 [+1.47, +10.53], unpaired\n", Diff("a", "b"), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_OneSeedEach_HasNoInterval()
    {
        Add("a", 0, 40);
        Add("b", 1, 41);

        Assert.Contains("+1.00, too few seeds for an interval\n", Diff("a", "b"), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_TheSame_IsNoDifferenceHoweverItIsKept()
    {
        Add("a", 0, 40, 42);
        Bundle.Write(Path.Combine(folder.Path, "a.zip"), Store("a"), [PaperTables.Table8], Profile.Mini);
        Report.Build([PaperTables.Table8], Profile.Mini, Store("a").Load(Profile.Mini), TrainingCode.Versions).Save(Path.Combine(folder.Path, "a.html"));
        string[] sets = [Mini("a"), Path.Combine(folder.Path, "a.zip"), Path.Combine(folder.Path, "a.html")];

        foreach (var one in sets)
            foreach (var other in sets)
            {
                var diff = ResultDiff.Between(ResultSet.Read(one), ResultSet.Read(other));
                Assert.True(diff.IsSame, string.Join('\n', diff.Lines()));
                Assert.Equal("No difference in 1 row: numbers, settings, machines and verdicts are the same.", diff.Lines().Last());
            }
    }

    [Fact]
    public void Between_Reports_CompareNumbers()
    {
        foreach (var (name, top1) in new[] { ("a", 40.0), ("b", 41.0) })
        {
            Add(name, 0, top1);
            Report.Build([PaperTables.Table8], Profile.Mini, Store(name).Load(Profile.Mini), TrainingCode.Versions).Save(Path.Combine(folder.Path, name + ".html"));
        }

        var diff = ResultDiff.Between(ResultSet.Read(Path.Combine(folder.Path, "a.html")), ResultSet.Read(Path.Combine(folder.Path, "b.html")));

        Assert.False(diff.IsSame);
        Assert.Contains(diff.Lines(), line => line.Contains("+1.00", StringComparison.Ordinal));
    }

    [Fact]
    public void Between_SettingsMachinesAndWhatOnlyOneHas_AreNamed()
    {
        Add("a", 0, 40);
        Store("a").Write(Samples.Record(Samples.Spec(Baselines.ResNet32Cifar100LongTail)));
        Store("a").Write(Samples.Record(Samples.Spec(BackboneExperiment.For(50, Profile.Mini))));
        var spec = Samples.Spec() with { Libtorch = "2.6.0", TrainingCode = "code2" };
        var record = Samples.Record(spec, 40);
        Store("b").Write(record with { Environment = record.Environment with { Processor = "another processor", Threads = 4 } });

        var text = Diff("a", "b");

        foreach (var line in new[]
        {
            "  libtorch: \"1.13.1\" in A, \"2.6.0\" in B (every row)\n",
            "  trainingCode: \"code1\" in A, \"code2\" in B (every row)\n",
            "  machine.processor: \"a processor\" in A, \"another processor\" in B (every row)\n",
            "  machine.threads: \"2\" in A, \"4\" in B (every row)\n",
            "Only in A\n  table7 gamma=0; table8 softmax (seed 0)\n  backbone-r50-s0-",
        })
            Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Only in B", text, StringComparison.Ordinal);
        Assert.EndsWith("Rows that differ in numbers: 0 of 1.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_OtherVerdict_IsNamed()
    {
        // The few-shot accuracy of SEQL is above that of softmax by 20 at every seed in A; by -20, 0 and 20 in B, whose interval spans 0.
        foreach (var (name, gains) in new[] { ("a", new double[] { 20, 20, 20 }), ("b", [-20, 0, 20]) })
            foreach (var (seed, gain) in gains.Index())
            {
                Store(name).Write(Shots(Baselines.ResNet32Cifar100LongTail, seed, 30));
                Store(name).Write(Shots(Samples.Seql, seed, 30 + gain));
            }

        Assert.Contains("Verdicts\n  table7 gain-from-few-images: reproduced in A, inconclusive in B. ", Diff("a", "b"), StringComparison.Ordinal);
    }

    private static RunRecord Shots(Experiment experiment, int seed, double few) =>
        Samples.Record(Samples.Spec(experiment, seed: seed)) with { Metrics = new Dictionary<string, double> { ["top1"] = 40, ["few"] = few, ["many"] = 60 } };

    [Fact]
    public void Between_SameMetricsOtherCurve_IsNamed()
    {
        Add("a", 0, 40);
        var record = Samples.Record(Samples.Spec(), 40);
        Store("b").Write(record with { Curve = [new CurvePoint(0, 4.7, 0.1)], Started = record.Started.AddDays(1), Ended = record.Ended.AddDays(1), WallSeconds = 1 });

        var diff = ResultDiff.Between(ResultSet.Read(Mini("a")), ResultSet.Read(Mini("b")));

        Assert.False(diff.IsSame);
        Assert.Contains(diff.Lines(), line => line.EndsWith(".json: curve", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NoResults_SaysWhatIsExpected()
    {
        File.WriteAllText(Path.Combine(folder.Path, "page.html"), "<html></html>");
        File.WriteAllText(Path.Combine(folder.Path, "x.zip"), "x");
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty", "runs"));
        Add("bad", 0, 1);
        File.WriteAllText(Path.Combine(Mini("bad"), "runs", "broken.json"), "{");
        Add("two", 0, 1);
        Store("two").Write(Samples.Record(Samples.Spec(profile: Profile.Paper)));
        foreach (var file in Directory.GetFiles(Path.Combine(folder.Path, "two", "paper", "runs")))
            File.Move(file, Path.Combine(Mini("two"), "runs", Path.GetFileName(file)));

        foreach (var (path, expected) in new[]
        {
            ("page.html", "it is no report of the workbook"), ("x.zip", "it is no zip"), ("empty", "has no run record"), ("bad", "has no folder runs"), ("bad/mini", "broken.json is not a run record"),
            ("two/mini", "has records of mini and paper"),
        })
            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => ResultSet.Read(Path.Combine(folder.Path, path))).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ResultSet.Read(Path.Combine(folder.Path, "absent")));
    }

    private void Add(string name, int firstSeed, params double[] top1)
    {
        foreach (var (index, value) in top1.Index())
            Store(name).Write(Samples.Record(Samples.Spec(seed: firstSeed + index), value));
    }

    private ResultStore Store(string name) => new(Path.Combine(folder.Path, name));

    private string Mini(string name) => Path.Combine(folder.Path, name, "mini");

    private string Diff(string a, string b)
    {
        var diff = ResultDiff.Between(ResultSet.Read(Mini(a)), ResultSet.Read(Mini(b)));
        Assert.False(diff.IsSame);
        return string.Join('\n', diff.Lines());
    }
}
