using Workbook.Data;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;
using Xunit;

namespace Workbook.Tests.Reporting;

/// <summary>What the first notebook shows of the recorded runs.</summary>
public sealed class OverviewTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Claims_NoRuns_ListsEachWithItsVerdict()
    {
        var (html, text) = NotebookFormatting.Of(Session().Claims());

        Markup.AssertSound(html);
        var claims = PaperTables.All.SelectMany(table => table.Claims).ToArray();
        Assert.Equal(claims.Length, text.Split('\n').Length);
        foreach (var claim in claims)
            Assert.Contains(claim.Statement, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nreproduced", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Claims_SyntheticRuns_AreMarked()
    {
        Add(Baselines.ResNet32Cifar100LongTail, Samples.Synthetic);
        Add(Samples.Seql, Samples.Synthetic);

        var (html, text) = NotebookFormatting.Of(Session().Claims());

        Assert.Contains("<strong class=\"synthetic\">SYNTHETIC</strong>", html, StringComparison.Ordinal);
        Assert.Contains("(SYNTHETIC data)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_RealAndSyntheticRuns_AreCountedApart()
    {
        Add(Baselines.ResNet32Cifar100LongTail, Samples.Synthetic);
        Add(Baselines.ResNet32Cifar100LongTail, Samples.Real);
        Add(Samples.Seql, Samples.Real);

        var (html, text) = NotebookFormatting.Of(Session().Data());

        Markup.AssertSound(html);
        Assert.StartsWith("Runs are those at profile mini: 2 on real data, 1 on synthetic data.\nreal: ", text, StringComparison.Ordinal);
        Assert.Contains("\nSYNTHETIC: ", text, StringComparison.Ordinal);
        Assert.Contains("\nreal: LVIS v0.5", text, StringComparison.Ordinal);
        Assert.Contains("<strong class=\"synthetic\">SYNTHETIC</strong>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_NoRuns_SaysSo() => Assert.StartsWith("No run is recorded at profile mini.\n", NotebookFormatting.Of(Session().Data()).Text, StringComparison.Ordinal);

    [Fact]
    public void Overviews_HostileRecord_EscapeIt()
    {
        var data = Samples.Real with { Name = Hostile.Text("data"), Description = Hostile.Text("description") };
        Hostile.Add(new ResultStore(folder.Path), Samples.Spec(Baselines.ResNet32Cifar100LongTail, Profile.Mini, 0, data));

        Markup.AssertSound(NotebookFormatting.Of(Session().Data()).Html);
        Markup.AssertSound(NotebookFormatting.Of(Session().Claims()).Html);
    }

    private NotebookSession Session() => NotebookSession.Open(folder.Path, "mini");

    private void Add(Experiment experiment, DataSource data) =>
        new ResultStore(folder.Path).Write(Samples.Record(Samples.Spec(experiment, Profile.Mini, 0, data)));
}
