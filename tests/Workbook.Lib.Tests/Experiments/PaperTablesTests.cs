using Newtonsoft.Json.Linq;
using Tests.Support;
using Workbook.Experiments;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class PaperTablesTests
{
    [Fact]
    public void PublishedTables_EveryCell_IsTheTranscriptions()
    {
        var transcription = JObject.Parse(File.ReadAllText(SharedFiles.Path("paper/tables.json")));

        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"table{number}"), PublishedTables.Ids);
        foreach (var id in PublishedTables.Ids)
        {
            Assert.Equal(transcription[id]!["columns"]!.Select(column => (string)column!), PublishedTables.Columns(id));
            var rows = transcription[id]!["rows"]!.Select(row => row["cells"]!.ToObject<Dictionary<string, string>>()!).ToArray();
            Assert.Equal(rows, PublishedTables.Rows(id));
        }
    }

    [Fact]
    public void Table7_Rows_AreTheGridOfThePaper()
    {
        var table = PaperTables.Table7;
        var best = table.Row("gamma=0.9,lambda=5e-3");

        Assert.Equal(9, table.Rows.Count);
        Assert.Equal("43.74", best.Published["top1"].Text);
        Assert.Equal("71.42", best.Published["top5"].Text);
        Assert.Equal(Loss.SoftmaxEql(0.9, 5e-3), ((ClassificationExperiment)best.Experiment!).Loss);
        Assert.Equal(Loss.Softmax(), ((ClassificationExperiment)table.Row("gamma=0").Experiment!).Loss);
        Assert.Equal("41.33", table.Row("gamma=0").Published["top1"].Text);
    }

    [Fact]
    public void Table7_EveryRow_LabelAndLossAgree()
    {
        foreach (var row in PaperTables.Table7.Rows.Skip(1))
        {
            var loss = (Loss.SoftmaxEqlCase)((ClassificationExperiment)row.Experiment!).Loss;
            Assert.Equal(FormattableString.Invariant($"gamma={loss.Gamma},lambda={loss.Lambda * 1000}e-3"), row.Id);
        }
    }

    [Fact]
    public void Table8_SharedRows_AreTable7sExperiments()
    {
        Assert.Equal(PaperTables.Table7.Row("gamma=0").Experiment, PaperTables.Table8.Row("softmax").Experiment);
        Assert.Equal(PaperTables.Table7.Row("gamma=0.95,lambda=3e-3").Experiment, PaperTables.Table8.Row("seql").Experiment);
    }

    [Fact]
    public void Table8_QuotedRows_AreMarked()
    {
        var table = PaperTables.Table8;

        Assert.Null(table.Row("meta-weight-net").Experiment);
        Assert.Equal(["focal", "class-balanced", "meta-weight-net"], table.Rows.Where(row => row.CopiedFrom is not null).Select(row => row.Id));
        Assert.False(table.Row("focal").Published.ContainsKey("top5"));
    }

    [Fact]
    public void Baseline_Settings_AreSection46s()
    {
        var baseline = Baselines.ResNet32Cifar100LongTail;

        Assert.Equal(new Cifar100LongTail(200), baseline.Data);
        Assert.Equal((256, 12_800, 400), (baseline.BatchSize, baseline.Iterations, baseline.Schedule.WarmupIterations));
        Assert.Equal((0.1, 0.2, 0.1), (baseline.Schedule.WarmupFrom, baseline.Schedule.PeakLearningRate, baseline.Schedule.Decay));
        Assert.Equal([6_400, 9_600], baseline.Schedule.Milestones);
        Assert.Equal(new Sgd(0.9, true, 0.0001), baseline.Optimizer);
    }

    [Fact]
    public void Table9_Rows_AreThePapers()
    {
        var table = PaperTables.Table9;

        Assert.Equal(["gamma=0", "gamma=0.5", "gamma=0.75", "gamma=0.9", "gamma=0.95"], table.Rows.Select(row => row.Id));
        Assert.Equal(["49.4", "32.3", "14.5", "36.4", "61.1"], table.Metrics.Select(metric => table.Row("gamma=0.9").Published[metric.Id].Text));
        Assert.Equal(Loss.SoftmaxEql(0.9, 4.3e-4), ((ClassificationExperiment)table.Row("gamma=0.9").Experiment!).Loss);
        Assert.Equal(Loss.Softmax(), ((ClassificationExperiment)table.Row("gamma=0").Experiment!).Loss);
    }

    [Fact]
    public void Table10_Rows_TrainTheLossesAndQuoteTheOthers()
    {
        var table = PaperTables.Table10;

        Assert.Equal(["softmax", "focal", "seql"], table.Rows.Where(row => row.Experiment is not null).Select(row => row.Id));
        Assert.Equal(["fslwf", "focal", "lifted", "range", "oltr"], table.Rows.Where(row => row.CopiedFrom is not null).Select(row => row.Id));
        Assert.Equal("35.6", table.Row("oltr").Published["top1"].Text);
        Assert.Equal(PaperTables.Table9.Row("gamma=0.9").Experiment, table.Row("seql").Experiment);
        Assert.Equal(PaperTables.Table9.Row("gamma=0").Experiment, table.Row("softmax").Experiment);
    }

    [Fact]
    public void ImageNetBaseline_Settings_AreSection6s()
    {
        var baseline = Baselines.ResNet10ImageNetLongTail;

        Assert.Equal((1_024, 12_000, 500), (baseline.BatchSize, baseline.Iterations, baseline.Schedule.WarmupIterations));
        Assert.Equal((0.1, 0.4, 0.1), (baseline.Schedule.WarmupFrom, baseline.Schedule.PeakLearningRate, baseline.Schedule.Decay));
        Assert.Equal([3_400, 6_800, 10_200], baseline.Schedule.Milestones);
        Assert.Equal(new Sgd(0.9, false, 5e-4), baseline.Optimizer);
    }

    [Fact]
    public void Ids_OfTablesAndRows_AreUniqueAndWithoutSpaces()
    {
        Assert.Equal(PaperTables.All.Count, PaperTables.All.Select(table => table.Id).Distinct().Count());
        foreach (var table in PaperTables.All)
        {
            Assert.Equal(table.Rows.Count, table.Rows.Select(row => row.Id).Distinct().Count());
            Assert.DoesNotContain(table.Rows, row => row.Id.Any(char.IsWhiteSpace));
        }
    }

    [Fact]
    public void Named_Mistyped_NamesTheNearest()
    {
        var problem = Assert.Throws<UnknownNameException>(() => PaperTables.Named("tabel7"));

        Assert.Equal("There is no table \"tabel7\". Did you mean table7 or table1 or table2?", problem.Message);
    }

    [Fact]
    public void Number_UnknownColumn_ListsTheColumns()
    {
        var problem = Assert.Throws<UnknownNameException>(() => PublishedTables.Number("table7", "gamma", "0.9", "zzzzzzzz"));

        Assert.Contains("lam3e-3_top1", problem.Message, StringComparison.Ordinal);
    }
}
