using Newtonsoft.Json.Linq;
using Workbook.Evaluation;
using Workbook.Experiments;
using Workbook.Reporting.Bundles;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting.Bundles;

/// <summary>A results folder with two seeds of two rows of Table 8, whose metrics come from scores, and bundles of it.</summary>
internal sealed class BundleSamples : IDisposable
{
    public static readonly PaperTable[] Tables = [PaperTables.Table8];

    // An apple that is one, an apple taken for a fish, two fishes that are: top-1 75 %.
    public static readonly int[] Labels = [0, 0, 1, 1];
    private static readonly float[] Scores = [2, 1, 1, 3, 0, 1, 1, 2];
    private readonly TemporaryFolder folder = new();

    public BundleSamples()
    {
        Store = new ResultStore(Path.Combine(folder.Path, "results"));
        for (var seed = 0; seed < 2; seed++)
            foreach (var experiment in new[] { Baselines.ResNet32Cifar100LongTail, Samples.Seql })
                Store.Write(Record(Samples.Spec(experiment, seed: seed)));
        var notebook = Path.Combine(Store.ProfileFolder(Profile.Mini), "notebooks", "08-cifar-100-lt.ipynb");
        AtomicFile.Write(notebook, "{\"cells\":[]}\n");
        AtomicFile.Write(Path.Combine(Path.GetDirectoryName(notebook)!, "03-main-results.ipynb"), "of another table");
    }

    public ResultStore Store { get; }

    public string Zip => Path.Combine(folder.Path, "share.zip");

    public string Unpacked => Path.Combine(folder.Path, "unpacked");

    public void Dispose() => folder.Dispose();

    /// <summary>As a run with these scores would have ended.</summary>
    public static RunRecord Record(RunSpec spec) => Samples.Record(spec) with
    {
        Metrics = new Dictionary<string, double> { ["top1"] = 75, ["top5"] = 100, ["many"] = 50, ["few"] = 100, ["trainLoss"] = 0.125 },
        Accuracy = [new AccuracyPoint(2, 75, 100)],
        PerClass = [new ClassAccuracy(0, "apple", 500, 2, 50), new ClassAccuracy(1, "aquarium fish", 3, 2, 100)],
    };

    /// <summary>Writes the bundle and returns its files.</summary>
    public IReadOnlyList<BundleFile> Share()
    {
        Assert.Empty(Bundle.Write(Zip, Store, Tables, Profile.Mini));
        return Bundle.Read(Zip);
    }

    /// <summary>The files with scores and labels of every run.</summary>
    public IReadOnlyList<BundleFile> ShareWithPredictions()
    {
        var scores = Path.Combine(folder.Path, "scores.npy");
        NumpyFile.Write(scores, Scores, [4, 2]);
        var records = Store.Load(Profile.Mini).Records;
        var labels = BundlePredictions.TruthOf(Samples.Real) + BundlePredictions.LabelsFile;
        return Complete(
        [
            .. Share(), .. records.Select(stored => new BundleFile(BundlePredictions.FileOf(stored), File.ReadAllBytes(scores))),
            BundleFile.Of(labels, new JObject { ["labels"] = new JArray(Labels) }.ToString()),
        ]);
    }

    /// <summary>What somebody makes of files who changed some and then everything that follows from them: tables, report, metadata, manifest.</summary>
    public static IReadOnlyList<BundleFile> Complete(IEnumerable<BundleFile> files)
    {
        var given = files.ToArray();
        var environment = BundleEnvironment.Parse(given.Single(file => file.Name == BundleEnvironment.Name).Text());
        StoredRecord[] records =
        [
            .. given.Where(file => file.Name.StartsWith("runs/", StringComparison.Ordinal))
                .Select(file => ResultStore.Parse(new StringReader(file.Text()), file.Name, Profile.Mini)),
        ];
        var derived = BundleContent.Derived(Tables, environment, records).ToArray();
        var names = derived.Select(file => file.Name).Append(RoCrate.Name).Append(BundleManifest.Name).ToHashSet();
        return BundleContent.Complete(Tables, environment, records, [.. given.Where(file => !names.Contains(file.Name)), .. derived]);
    }

    /// <summary>The files with one changed.</summary>
    public static IEnumerable<BundleFile> Change(IEnumerable<BundleFile> files, string name, string old, string replacement) => files.Select(file =>
        file.Name != name ? file
        : file.Text() is var text && text.Contains(old, StringComparison.Ordinal) ? BundleFile.Of(name, text.Replace(old, replacement, StringComparison.Ordinal))
        : throw new ArgumentException($"{name} does not contain {old}"));

    /// <summary>The files with a manifest of them.</summary>
    public static IEnumerable<BundleFile> WithManifest(IEnumerable<BundleFile> files)
    {
        var others = files.Where(file => file.Name != BundleManifest.Name).ToArray();
        return [.. others, BundleFile.Of(BundleManifest.Name, BundleManifest.Write(others))];
    }

    /// <summary>Writes the files as a zip and verifies it.</summary>
    public BundleVerification Verify(IEnumerable<BundleFile> files)
    {
        using (var stream = File.Create(Zip))
            StoredZip.Write(stream, files);
        return BundleVerification.Of(Zip);
    }

    /// <summary>Writes the files into a folder.</summary>
    public void Unpack(IEnumerable<BundleFile> files)
    {
        foreach (var file in files)
            AtomicFile.Write(Path.Combine(Unpacked, file.Name), stream => stream.Write(file.Content.Span));
    }
}
