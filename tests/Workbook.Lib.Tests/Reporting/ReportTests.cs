using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tests.Support;
using Workbook.Data;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting;

public sealed class ReportTests : IDisposable
{
    private const string Code = "code1";
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;

    public ReportTests() => store = new ResultStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ToHtml_RealRuns_ShowsNumbersScaleDataAndOrigin()
    {
        // Table 8 prints 43.38 for SEQL; mean 42, so the difference is -1.38.
        Add(Samples.Spec(seed: 0), 41);
        Add(Samples.Spec(seed: 1), 43);

        var html = Html(PaperTables.All);

        Markup.AssertSound(html);
        Assert.Contains("; Tables 7 and 8: 1,500 of the paper&#39;s 12,800 iterations; ", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"scale\">Data: <bdi>CIFAR-100</bdi> (real)</p>", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">43.38</td><td class=\"number\">42.00 &#177; 1.41</td><td class=\"number\">-1.38<span", html, StringComparison.Ordinal);
        Assert.DoesNotContain("SYNTHETIC", html, StringComparison.Ordinal);
        foreach (var origin in new[] { Samples.Spec(seed: 1).Identity, "a processor", "OpenBLAS", "Debian 12", "1:00:00", "2026-01-02 03:00:05", "train.bin", "aa" })
            Assert.Contains(origin, html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_EveryClaim_IsThereWithItsVerdict()
    {
        Add(Samples.Spec(), 41);

        var html = Html(PaperTables.All);

        var claims = PaperTables.All.SelectMany(table => table.Claims).ToArray();
        Assert.NotEmpty(claims);
        Assert.All(claims, claim => Assert.Contains(System.Net.WebUtility.HtmlEncode(claim.Statement), html, StringComparison.Ordinal));
        Assert.Equal(claims.Length, Regex.Count(html, "<th scope=\"row\"><a href=\"#table\\d+-claim\\d+\">"));
        Assert.Equal(claims.Length, Regex.Count(html, "<article class=\"claim\" id=\"table\\d+-claim\\d+\">\n<p class=\"statement\"><span class=\"verdict "));
    }

    [Fact]
    public void ToHtml_NoRuns_SaysSo()
    {
        var html = Html(PaperTables.All);

        Markup.AssertSound(html);
        Assert.Contains("No run is recorded at this profile.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("(real)", html, StringComparison.Ordinal);
        Assert.Contains("<td>not run</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Synthetic_IsMarkedWhereverANumberStands()
    {
        Add(Samples.Spec(data: Samples.Synthetic), 90);

        var html = Html([PaperTables.Table8]);

        Assert.Contains("<span class=\"synthetic\">SYNTHETIC data: <bdi>synthetic</bdi></span>", html, StringComparison.Ordinal);
        Assert.Contains("90.00 <strong class=\"synthetic\">SYNTHETIC</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("(real)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("--data FOLDER", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_OtherCodeDivergedBrokenAndUnused_AreEachNamed()
    {
        Add(Samples.Spec(seed: 0, code: "code0"), 40);
        Add(Samples.Spec(seed: 0, data: Samples.Synthetic, code: "code0"), 90);
        store.Write(Samples.Record(Samples.Spec(seed: 1, code: "code0"), status: RunStatus.Diverged));
        File.WriteAllText(Path.Combine(store.ProfileFolder(Profile.Mini), "runs", "broken.json"), "{");

        var html = Html([PaperTables.Table8]);

        Assert.Contains("<td><code>code0</code> <span class=\"mark\">other code</span></td>", html, StringComparison.Ordinal);
        Assert.Contains("diverged: 1", html, StringComparison.Ordinal);
        Assert.Contains("<td>diverged: iteration 7<span", html, StringComparison.Ordinal);
        Assert.Contains("broken.json is not a run record", html, StringComparison.Ordinal);
        Assert.Contains("<code class=\"row\">table8 seql</code>not in the table", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Rerun_NamesSeedsDeviceThreadsAndARow()
    {
        Add(Samples.Spec(seed: 2) with { Device = "cuda" }, 40);

        var html = Html([PaperTables.Table8]);

        Assert.Contains("OMP_NUM_THREADS=2 ./workbook run table8 --row seql --profile mini --seeds 3 --device cuda --data FOLDER", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Settings_StandBesideThePapers()
    {
        var html = Html([PaperTables.Table8]);

        Assert.Contains("<tr class=\"changed\"><th scope=\"row\">Iterations</th><td>1,500</td><td>12,800</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<tr><th scope=\"row\">Batch size</th><td colspan=\"2\">256</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("Class-balanced focal loss, beta 0.9, gamma 1", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_SettingsOfDetection_StandBesideThePapers()
    {
        var html = Html([PaperTables.Table1, PaperTables.Table3, PaperTables.Table4, PaperTables.Table5, PaperTables.Table7]);

        Markup.AssertSound(html);
        foreach (var part in new[]
            {
                "Settings of every run on LVIS v0.5; what the profile changes is in bold.",
                "Settings of every run on CIFAR-100-LT; what the profile changes is in bold.",
                "<tr class=\"changed\"><th scope=\"row\">Data</th><td>synthetic set like LVIS: 72 categories, 2,000 training and 400 validation images, drawing seed 0</td><td>LVIS v0.5</td></tr>",
                "<td>shorter edge 96 pixels, longer edge at most 160</td><td>shorter edge 800 pixels, longer edge at most 1333</td>",
                "<tr class=\"changed\"><th scope=\"row\">Batch size</th><td>8</td><td>32</td></tr>",
                "<tr class=\"changed\"><th scope=\"row\">Learning rate</th><td>0.03</td><td>0.04</td></tr>",
                "<tr><th scope=\"row\">Optimizer</th><td colspan=\"2\">SGD, momentum 0.9, weight decay 0.0001</td></tr>",
                "<tr class=\"changed\"><th scope=\"row\">Warm-up</th><td>linear from 0.00003 to 0.03 over 100 iterations</td><td>linear from 0.00004 to 0.04 over 1,000 iterations</td></tr>",
                "<th scope=\"col\">Loss</th><th scope=\"col\">Network</th><th scope=\"col\">Proposals</th><th scope=\"col\">Sampling</th><th scope=\"col\">Rows</th>",
                "<td>Cascade Mask R-CNN R-101-FPN</td>",
                "<td>repeat factor, t 1e-3 (at this profile repeat factor, t 0.0",
                "<th scope=\"row\">Equalization loss without E(r), lambda 1.76e-3 (at this profile lambda 0.0455); categories listed for an image keep weight 1 there</th>",
                "<th scope=\"row\">Equalization loss, exponential decay, a 400, n 2 (at this profile a 15.47, n 2); categories listed",
                "<th scope=\"row\">Equalization loss, Gompertz decay, a 1, b 80, c 3000 (at this profile a 1, b 80, c 116); categories listed",
                "<th scope=\"row\">Focal loss, gamma 2, alpha 0.25</th>",
                "<th scope=\"row\">Class-balanced sigmoid loss, beta 0.9</th>",
                "<code>table1 mask-r50-fpn-eql; table3 threshold; table4 with-e; table5 eql</code>",
            })
            Assert.Contains(part, html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_DetectionRuns_AreShownAndNeedNoFolder()
    {
        var spec = Samples.Spec(Baselines.MaskRcnnR50Fpn, data: Samples.Synthetic);
        store.Write(Samples.Record(spec) with { Accuracy = [], Metrics = new Dictionary<string, double> { ["ap"] = 12.25, ["tr"] = 0 } });

        var html = Html([PaperTables.Table2]);

        Markup.AssertSound(html);
        Assert.Contains("12.25 <strong class=\"synthetic\">SYNTHETIC</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("--data FOLDER", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Test top-1", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_HostileStrings_StayText()
    {
        var hashes = new Dictionary<string, string> { [Hostile.Text("file")] = Hostile.Text("hash") };
        var data = new DataSource(Hostile.Text("name"), false, Hostile.Text("description"), hashes);
        Hostile.Add(store, Samples.Spec(data: data));
        Hostile.Add(store, Samples.Spec(Baselines.ResNet32Cifar100LongTail, data: data));
        File.WriteAllText(Path.Combine(store.ProfileFolder(Profile.Mini), "runs", "<img src=x onerror=hacked()>.json"), "{");

        var html = Html(PaperTables.All);

        Markup.AssertSound(html);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<svg onload", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;img src=x onerror=hacked()&gt;.json", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_SameRecords_GiveTheSamePageInEveryCulture()
    {
        Add(Samples.Spec(seed: 0), 1040.5);
        Add(Samples.Spec(seed: 1), 1042.5);
        Add(Samples.Spec(Baselines.ResNet32Cifar100LongTail), 39.25);
        var expected = Html(PaperTables.All);
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Html(PaperTables.All));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void ToHtml_Page_HoldsPlotlyOnceAndDependsOnNothing()
    {
        Add(Samples.Spec(), 40);
        Add(Samples.Spec(Baselines.ResNet32Cifar100LongTail), 39.25);

        var html = Html(PaperTables.All);

        Assert.Equal(2, html.Split(PlotlyLibrary.Html).Length);
        Assert.True(html.Length < 1_000_000, $"{html.Length} characters");
    }

    [Fact]
    public void ToHtml_RecordedRuns_AreUnderSixMegabytes()
    {
        var recorded = Report.Build(PaperTables.All, Profile.Mini, new ResultStore(Repository.Path("results")).Load(Profile.Mini), TrainingCode.Versions).ToHtml();

        Markup.AssertSound(recorded);
        Assert.InRange(Encoding.UTF8.GetByteCount(recorded), 1_000_000, 6_000_000);
    }

    [Fact]
    public void ToHtml_TurnedName_TurnsNothing()
    {
        Add(Samples.Spec(data: Samples.Real with { Name = "data\u202e)laer(", Description = "a \u2067b" }), 40);

        var html = Html([PaperTables.Table8]);

        Assert.DoesNotMatch("[\u202a-\u202e\u2066-\u2069]", html);
        Assert.Contains("<bdi>data\ufffd)laer(</bdi> (real)</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Sources_SayKindOriginLicenceAndHashes()
    {
        Add(Samples.Spec(data: Samples.Real with { Name = "CIFAR-100-LT-200" }), 40);
        Add(Samples.Spec(Baselines.MaskRcnnR50Fpn, data: Samples.Synthetic), 10);

        var html = Html([PaperTables.Table2, PaperTables.Table3, PaperTables.Table8]);

        var (start, end) = (html.IndexOf("<section id=\"data\">", StringComparison.Ordinal), html.IndexOf("<section id=\"runs\">", StringComparison.Ordinal));
        var sources = html[start..end];
        foreach (var part in new[]
            {
                "<a href=\"https://arxiv.org/abs/2003.05176\">",
                "<h3 id=\"D1\">D1: <bdi>synthetic</bdi> <strong class=\"synthetic\">SYNTHETIC</strong></h3>",
                "Published at <a href=\"https://www.cs.toronto.edu/~kriz/cifar.html\">https://www.cs.toronto.edu/~kriz/cifar.html</a>; its page states no licence.",
                "<dt>SHA-256 of train.bin</dt><dd>aa</dd>",
                "licence: Apache-2.0, as the repository states.",
            })
            Assert.Contains(part, sources, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#M1\">M1</a>, <a href=\"#D2\">D2</a></td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_NoTable_Throws() => Assert.Throws<ArgumentException>(() => Report.Build([], Profile.Mini, store.Load(Profile.Mini), new(Code, Code, Code)));

    [Fact]
    public void Save_Report_WritesThePage()
    {
        var path = Report.DefaultPath(store, Profile.Mini);

        var report = Report.Build(PaperTables.All, Profile.Mini, store.Load(Profile.Mini), new(Code, Code, Code));
        report.Save(path);

        Assert.Equal(Path.Combine(folder.Path, "mini", "report.html"), path);
        Assert.Equal(report.ToHtml(), File.ReadAllText(path));
    }

    private string Html(IReadOnlyList<PaperTable> tables) => Report.Build(tables, Profile.Mini, store.Load(Profile.Mini), new(Code, Code, Code)).ToHtml();

    private void Add(RunSpec spec, double top1) => store.Write(Samples.Record(spec, top1));
}
