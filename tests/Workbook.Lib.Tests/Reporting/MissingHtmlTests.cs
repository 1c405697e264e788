using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting;

/// <summary>What a report says it lacks, of Table 8: softmax, focal, class-balanced, Meta-Weight Net (quoted), SEQL.</summary>
public sealed class MissingHtmlTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ResultStore store;

    public MissingHtmlTests() => store = new ResultStore(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_SomeRuns_NamesQuotedAndMissingRowsAndSeeds()
    {
        foreach (var seed in new[] { 0, 1, 2 })
            store.Write(Samples.Record(Samples.Spec(Baselines.ResNet32Cifar100LongTail, seed: seed), 40));
        store.Write(Samples.Record(Samples.Spec(seed: 1), 42));
        store.Write(Samples.Record(Samples.Spec(seed: 2), status: RunStatus.Diverged));

        var html = Html(PaperTables.Table8);

        Assert.Contains("<td>Not run</td><td>Focal loss; Class-balanced loss</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>Only quoted, from Shu et al. 2019: not trained here</td><td>Meta-Weight Net</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>Seed 0: run with 1 only</td><td>SEQL, gamma 0.95, lambda 3e-3</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>Diverged: seed 2</td><td>SEQL, gamma 0.95, lambda 3e-3</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Softmax (not in", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OneSeedEverywhere_AsksForASecond()
    {
        store.Write(Samples.Record(Samples.Spec(), 42));

        Assert.Contains("<td>A second seed: run with 0 only</td><td>SEQL, gamma 0.95, lambda 3e-3</td>", Html(PaperTables.Table8), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfThePaper_NamesWhatWasNotAskedFor()
    {
        var html = Html(PaperTables.Table5);

        Assert.Contains("<li>Table 8: SEQL beside earlier methods on CIFAR-100-LT. Not asked for in this report.</li>", html, StringComparison.Ordinal);
        Assert.Contains("<li>Figure 3: ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<li>Table 5: ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<li>Figure 1: ", html, StringComparison.Ordinal);
    }

    private string Html(PaperTable table) => MissingHtml.Write([TableReport.Build(table, Profile.Mini, store.Load(Profile.Mini), new("code1", "code1", "code1"))]).ToString();
}
