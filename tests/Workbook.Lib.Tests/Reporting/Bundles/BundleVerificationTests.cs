using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Reporting.Bundles;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting.Bundles;

public sealed class BundleVerificationTests : IDisposable
{
    private readonly BundleSamples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Of_Shared_HoldsAsZipAndUnpacked()
    {
        var files = samples.Share();
        samples.Unpack(files);

        foreach (var path in new[] { samples.Zip, samples.Unpacked })
        {
            var verification = BundleVerification.Of(path);
            Assert.True(verification.Holds, Text(verification));
            Assert.Equal(
                ["archive", "manifest", "environment", "records", "content", "rebuilding", "tables", "experiments", "report", "ro-crate", "predictions", "notebooks"],
                verification.Checks.Select(check => check.Name));
            Assert.Equal(["predictions", "notebooks"], verification.Checks.Where(check => check.Outcome == CheckOutcome.Open).Select(check => check.Name));
        }
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        samples.Share();
        var first = File.ReadAllBytes(samples.Zip);
        samples.Share();

        Assert.Equal(first, File.ReadAllBytes(samples.Zip));
    }

    [Fact]
    public void Write_Culture_HasNoInfluence()
    {
        samples.Share();
        var first = File.ReadAllBytes(samples.Zip);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            samples.Share();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(first, File.ReadAllBytes(samples.Zip));
    }

    [Fact]
    public void Write_OtherTablesRunsAndNotebooks_AreLeftOut()
    {
        samples.Store.Write(Samples.Record(Samples.Spec(Baselines.ResNet32Cifar100LongTail with { Loss = Loss.SoftmaxEql(0.75, 3e-3) })));

        var files = samples.Share();

        Assert.Equal(4, files.Count(file => file.Name.StartsWith("runs/", StringComparison.Ordinal)));
        Assert.Equal(["notebooks/08-cifar-100-lt.ipynb"], files.Select(file => file.Name).Where(name => name.StartsWith("notebooks/", StringComparison.Ordinal)));
        Assert.Equal(["tables/table8.csv", "tables/table8.json", "tables/table8.md"], files.Select(file => file.Name).Where(name => name.StartsWith("tables/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_BackbonesOfItsDetectors_ArePutIn()
    {
        var detector = PaperTables.Table4.Rows[0].Experiment!;
        samples.Store.Write(DetectionSamples.Record(detector));
        samples.Store.Write(Samples.Record(Samples.Spec(BackboneExperiment.For(50, Profile.Mini))));
        samples.Store.Write(Samples.Record(Samples.Spec(BackboneExperiment.For(101, Profile.Mini))));

        Bundle.Write(samples.Zip, samples.Store, [PaperTables.Table4], Profile.Mini);

        var records = Bundle.Read(samples.Zip).Select(file => file.Name).Where(name => name.StartsWith("runs/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, records.Length);
        Assert.StartsWith("runs/backbone-r50-", records[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoRuns_SaysHowToHaveSome() => Assert.Contains(
        "No run of table1 is recorded",
        Assert.Throws<InvalidDataException>(() => Bundle.Write(samples.Zip, samples.Store, [PaperTables.Table1], Profile.Mini)).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_AnyBitChanged_IsFound()
    {
        samples.Share();
        var zip = File.ReadAllBytes(samples.Zip);
        var random = new Random(7);
        var places = Enumerable.Range(0, 40).Select(i => i * (zip.Length / 40)).Concat(Enumerable.Range(0, 40).Select(_ => random.Next(zip.Length)))
            .Concat(Enumerable.Range(zip.Length - 30, 30));
        foreach (var at in places)
        {
            var changed = zip.ToArray();
            changed[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(samples.Zip, changed);
            Assert.False(BundleVerification.Of(samples.Zip).Holds, $"byte {at}");
        }
    }

    [Theory]
    [InlineData("tables/table8.md", "75.00", "75.01", "tables", "tables/table8.md, line ")]
    [InlineData("tables/table8.json", "75", "76", "tables", "tables/table8.json, line ")]
    [InlineData("tables/table8.csv", ",75,", ",77,", "tables", "tables/table8.csv, line ")]
    [InlineData("experiments/table8.json", "\"gamma\":0.95", "\"gamma\":0.96", "experiments", "experiments/table8.json, line 1, column ")]
    [InlineData("report.html", "inconclusive", "reproduced", "report", "report.html, line ")]
    [InlineData("ro-crate-metadata.json", "2026-01-02T04:00:05Z", "2025-01-02T04:00:05Z", "ro-crate", "ro-crate-metadata.json, line ")]
    [InlineData("environment.json", "\"profile\": \"mini\"", "\"profile\": \"paper\"", "records", "profile Mini in a folder of Paper")]
    public void Of_ChangedWithItsManifest_IsFound(string name, string old, string replacement, string check, string expected)
    {
        var files = BundleSamples.WithManifest(BundleSamples.Change(samples.Share(), name, old, replacement));

        var failed = Failed(samples.Verify(files), check);

        Assert.Contains(expected, failed.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SpecificationChangedWithAllThatFollows_IsFoundByItsIdentity()
    {
        var record = Records(samples.Share())[0];
        var files = BundleSamples.WithManifest(BundleSamples.Change(samples.Share(), record, "\"batchSize\": 256", "\"batchSize\": 128"));

        Assert.Contains("was it edited by hand?", Failed(samples.Verify(files), "records").Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_MetricChangedWithAllThatFollows_IsFoundByTheClasses()
    {
        var record = Records(samples.Share())[0];
        var files = BundleSamples.Complete(BundleSamples.Change(samples.Share(), record, "\"top1\": 75.0, \"top5\": 100.0, \"many\"", "\"top1\": 76.0, \"top5\": 100.0, \"many\""));

        var verification = samples.Verify(files);

        Assert.Equal([$"{record}: top1 is 76, but its classes have 75", $"{record}: top1 is 76, but its last test has 75"], Failed(verification, "records").Problems);
    }

    [Fact]
    public void Of_WholeRecordMadeUp_IsFoundByItsPredictions()
    {
        var files = samples.ShareWithPredictions();
        Assert.True(samples.Verify(files) is { Holds: true } whole && Ok(whole, "predictions") == "4 of 4 runs were evaluated again, 32 numbers", Text(samples.Verify(files)));
        var record = Records(files)[0];
        // Both apples right: classes, their mean and the last test agree with each other.
        var made = BundleSamples.Change(files, record, "\"top1\": 75.0", "\"top1\": 100.0");
        made = BundleSamples.Change(made, record, "\"many\": 50.0", "\"many\": 100.0");
        made = BundleSamples.Change(made, record, "\"top1\": 50.0", "\"top1\": 100.0");

        var verification = samples.Verify(BundleSamples.Complete(made));

        Assert.Equal(["predictions"], verification.Checks.Where(check => check.Outcome == CheckOutcome.Failed).Select(check => check.Name));
        Assert.Contains($"{record}: top1 is recorded as 100, but predictions/{record["runs/".Length..^".json".Length]}.npy gives 75", Failed(verification, "predictions").Problems);
    }

    [Fact]
    public void Of_ScoresOfAnotherShape_AreNamed()
    {
        var files = samples.ShareWithPredictions();
        var labels = files.Single(file => file.Name.EndsWith("labels.json", StringComparison.Ordinal)).Name;

        var verification = samples.Verify(BundleSamples.Complete(files.Select(file => file.Name == labels ? BundleFile.Of(labels, "{\"labels\":[0,1,1]}") : file)));

        Assert.Contains("has scores of 4 x 2, expected 3 labels x 2 classes", Failed(verification, "predictions").Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FileAddedRemovedRenamed_IsFoundWithAndWithoutManifest()
    {
        var files = samples.Share();
        var record = Records(files)[0];
        var changes = new (IEnumerable<BundleFile> Files, string Check, string Expected)[]
        {
            ([.. files, BundleFile.Of("notes.txt", "")], "manifest", "notes.txt is not listed"),
            (files.Where(file => file.Name != "report.html"), "manifest", "report.html is listed in manifest-sha256.txt and not there"),
            (files.Select(file => file.Name == record ? file with { Name = "runs/other.json" } : file), "manifest", "runs/other.json is not listed"),
            (files.Where(file => file.Name != BundleManifest.Name), "manifest", "manifest-sha256.txt is missing"),
            (BundleSamples.WithManifest([.. files, BundleFile.Of("notes.txt", "")]), "content", "notes.txt belongs to no table"),
            (BundleSamples.WithManifest(files.Where(file => file.Name != "report.html")), "report", "report.html is missing"),
            (BundleSamples.WithManifest(files.Where(file => file.Name != record)), "tables", "tables/table8.md, line "),
            (BundleSamples.WithManifest(files.Select(file => file.Name == record ? file with { Name = "runs/other.json" } : file)), "records", "expected it to end in -s"),
            (BundleSamples.Complete([.. files, files.Single(file => file.Name == record) with { Name = record.Replace("runs/", "runs/x", StringComparison.Ordinal) }]), "records", "are records of one run"),
        };
        foreach (var (changed, check, expected) in changes)
            Assert.Contains(Failed(samples.Verify(changed), check).Problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_OtherVersion_ComparesNumbersAndSaysSo()
    {
        var files = BundleSamples.Change(samples.Share(), BundleEnvironment.Name, BundleEnvironment.ThisVersion, "0.0.9+elsewhere");
        files = BundleSamples.Change(files, "report.html", "Every recorded run of these rows.", "All runs of these rows.");
        var otherWords = BundleSamples.Change(files, "tables/table8.json", "\"label\": \"", "\"label\": \"The ");

        var verification = samples.Verify(BundleSamples.WithManifest(otherWords));
        Assert.True(verification.Holds, Text(verification));
        Assert.All(["tables", "report"], name => Assert.StartsWith(
            "written by workbook 0.0.9+elsewhere, this is ", verification.Checks.Single(check => check.Name == name && check.Outcome == CheckOutcome.Open).Text, StringComparison.Ordinal));

        var otherNumber = samples.Verify(BundleSamples.WithManifest(BundleSamples.Change(otherWords, "tables/table8.json", "\"mean\": 75.0", "\"mean\": 75.5")));
        Assert.Contains("tables/table8.json, row softmax.top1.mean: got 75.5, expected 75", Failed(otherNumber, "tables").Problems);
    }

    [Fact]
    public void Of_HostileJson_FailsAndNothingElse()
    {
        var files = samples.Share();
        var record = Records(files)[0];
        var texts = new[]
        {
            "", "[]", "null", "{", new string('[', 200_000), "{\"format\":1,\"spec\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
            "{\"format\":99999999999999999999}", "{\"format\":[1]}", "{\"format\":1,\"spec\":{},\"identity\":\"x\"}", "{\"format\":1,\"spec\":null}", "\ufffe",
            "{\"format\":1,\"spec\":{\"seed\":123456789012345678901234567890}}",
        };
        foreach (var (name, some) in new[] { (record, texts), (BundleEnvironment.Name, texts), (BundleManifest.Name, texts[..2]), ("tables/table8.json", texts[..2]) })
            foreach (var text in some)
                Assert.False(samples.Verify(files.Select(file => file.Name == name ? BundleFile.Of(name, text) : file)).Holds, $"{name}: {text[..Math.Min(60, text.Length)]}");
        var empty = new JObject { ["format"] = 1, ["identity"] = RunSpec.IdentityOf([]), ["spec"] = new JObject() }.ToString();
        var incomplete = samples.Verify(files.Select(file => file.Name == record ? BundleFile.Of(record, empty) : file));
        Assert.Contains(Failed(incomplete, "records").Problems, problem => problem.Contains("a part of its spec", StringComparison.Ordinal));
        Assert.False(samples.Verify(files.Select(file => file.Name == record ? new BundleFile(record, new byte[] { 0xff, 0xfe, 0x80 }) : file)).Holds);
    }

    [Theory]
    [InlineData("", "it is no zip")]
    [InlineData("PK\u0005\u0006", "it is no zip")]
    [InlineData("<html>", "it is no zip")]
    public void Of_NoZip_IsSaid(string content, string expected)
    {
        File.WriteAllText(samples.Zip, content);
        Assert.Contains(expected, Failed(BundleVerification.Of(samples.Zip), "archive").Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LinkInAFolder_IsNotFollowed()
    {
        samples.Unpack(samples.Share());
        File.CreateSymbolicLink(Path.Combine(samples.Unpacked, "runs", "x.json"), "/etc/hostname");
        Assert.Contains("runs/x.json is a link", Failed(BundleVerification.Of(samples.Unpacked), "archive").Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Nothing_Throws() => Assert.Throws<FileNotFoundException>(() => BundleVerification.Of(samples.Zip));

    [Fact]
    public void Lines_HostileText_CannotSteerATerminal() =>
        Assert.Equal(["FAILED  records      1 thing does not hold", "        ?[2J"], new BundleCheck("records", CheckOutcome.Failed, "1 thing does not hold", ["\e[2J"]).Lines());

    private static string[] Records(IEnumerable<BundleFile> files) =>
        [.. files.Select(file => file.Name).Where(name => name.StartsWith("runs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static BundleCheck Failed(BundleVerification verification, string name)
    {
        Assert.False(verification.Holds, Text(verification));
        return Assert.Single(verification.Checks, check => check.Name == name && check.Outcome == CheckOutcome.Failed);
    }

    private static string Ok(BundleVerification verification, string name) => verification.Checks.Single(check => check.Name == name && check.Outcome == CheckOutcome.Ok).Text;

    private static string Text(BundleVerification verification) =>
        new StringBuilder().AppendJoin('\n', verification.Checks.SelectMany(check => check.Lines())).ToString();
}
