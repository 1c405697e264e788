using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Models;
using Workbook.Training;
using Xunit;

namespace Workbook.Tests.Experiments;

/// <summary>Tables 1 to 5 against sections 4.2 to 4.5.</summary>
public sealed class DetectionTablesTests
{
    private static readonly PaperTable[] Tables = [PaperTables.Table1, PaperTables.Table2, PaperTables.Table3, PaperTables.Table4, PaperTables.Table5];

    private static readonly DetectionExperiment[] Experiments =
        [.. Tables.SelectMany(table => table.Rows).Select(row => (DetectionExperiment)row.Experiment!)];

    [Fact]
    public void Rows_EveryOne_HasTheRecipeOfSection42()
    {
        Assert.Equal(12 + 9 + 3 + 2 + 7, Experiments.Length);
        foreach (var experiment in Experiments)
        {
            Assert.Equal(new Lvis(), experiment.Data);
            Assert.Null(experiment.Backbone);
            Assert.Equal((800, 1333, 1.0), (experiment.Scale.ShorterEdge, experiment.Scale.LongerEdge, experiment.Scale.Width));
            Assert.Equal(new Sgd(Momentum: 0.9, Nesterov: false, WeightDecay: 0.0001), experiment.Optimizer);

            // 56,740 images in batches of 32 are 1,773 iterations an epoch; 25, 16 and 22 of them.
            Assert.Equal(32, experiment.BatchSize);
            Assert.Equal(44_325, experiment.Iterations);
            Assert.Equal([28_368, 39_006], experiment.Schedule.Milestones);
            Assert.Equal([0.04, 0.004, 0.0004], new long[] { 28_367, 28_368, 39_006 }.Select(at => Math.Round(experiment.Schedule.LearningRateAt(at), 10)));
        }
    }

    [Fact]
    public void Rows_EveryOne_BuildsTheDetectorOfSection42()
    {
        foreach (var experiment in Experiments)
        {
            var config = DetectorBuilder.Config(experiment, classes: 1230);
            Assert.Equal(new BalancedSampling(256, 1.0 / 2), config.Rpn.Sampling);
            Assert.Equal(new BalancedSampling(512, 1.0 / 4), config.Heads.Sampling);
            Assert.True(config.Heads is { HasMasks: true, IsMaskClassAgnostic: true, LeastScore: 0, DetectionsPerImage: 300 });
            Assert.Equal(experiment.Model.Framework == DetectorFramework.CascadeMaskRcnn ? 3 : 1, config.Heads.Stages.Count);
            Assert.Equal(experiment.Model.Depth, DetectorBuilder.Backbone(experiment).Depth);
            Assert.Equal(1, DetectorBuilder.Backbone(experiment).WidthMultiplier);
        }
    }

    [Fact]
    public void Rows_AtMini_ScaleTheLearningRateWithTheBatch()
    {
        foreach (var experiment in Experiments.Select(experiment => (DetectionExperiment)experiment.Scaled(Profile.Mini)))
        {
            // 8 of 32 images: a quarter of 0.04, times 3. 1,000 of 44,325 iterations: a tenth to warm up, the milestones 640 and 880.
            Assert.Equal((8, 1000, 100), (experiment.BatchSize, experiment.Iterations, experiment.Schedule.WarmupIterations));
            Assert.Equal(0.03, experiment.Schedule.PeakLearningRate, 12);
            Assert.Equal(0.00003, experiment.Schedule.WarmupFrom, 12);
            Assert.Equal([640, 880], experiment.Schedule.Milestones);
        }
    }

    [Theory]
    [InlineData(Profile.Mini)]
    [InlineData(Profile.Paper)]
    public void Rows_Shared_AreEqualExperimentsAtEveryScale(Profile profile)
    {
        Experiment Of(PaperTable table, string row) => table.Row(row).Experiment!.Scaled(profile);

        var (sigmoid, eql) = (Of(PaperTables.Table1, "mask-r50-fpn"), Of(PaperTables.Table1, "mask-r50-fpn-eql"));
        Assert.Equal(sigmoid, Of(PaperTables.Table2, "lambda=0"));
        Assert.Equal(sigmoid, Of(PaperTables.Table5, "sigmoid"));
        Assert.Equal(eql, Of(PaperTables.Table2, "lambda=1.76e-3"));
        Assert.Equal(eql, Of(PaperTables.Table3, "threshold"));
        Assert.Equal(eql, Of(PaperTables.Table4, "with-e"));
        Assert.Equal(eql, Of(PaperTables.Table5, "eql"));

        // 33 rows less these six.
        Assert.Equal(27, Experiments.Select(experiment => experiment.Scaled(profile)).Distinct().Count());
    }

    [Fact]
    public void Rows_OfTables2To5_DifferFromTheBaselineInLossOrSamplingOnly()
    {
        foreach (var experiment in Experiments.Skip(12))
            Assert.Equal(Baselines.MaskRcnnR50Fpn, experiment with { Loss = Loss.Sigmoid(), Sampling = new Sampling.Uniform() });
        foreach (var experiment in Experiments.Take(12))
            Assert.Equal(Baselines.MaskRcnnR50Fpn with { Model = experiment.Model }, experiment with { Loss = Loss.Sigmoid() });
    }

    [Fact]
    public void Losses_AreThoseOfTheRows()
    {
        Loss Of(PaperTable table, string row) => ((DetectionExperiment)table.Row(row).Experiment!).Loss;

        Assert.Equal(Loss.Eql(0.00176, excludesBackground: true, keepsListed: true), Of(PaperTables.Table1, "cascade-r101-fpn-eql"));
        Assert.Equal(
            PublishedTailRatio.All.Select(ratio => Loss.Eql(ratio.Lambda, keepsListed: true)),
            PaperTables.Table2.Rows.Select(row => ((DetectionExperiment)row.Experiment!).Loss));
        Assert.Equal(Loss.EqlDecay(new ThresholdFunction.ExponentialDecay(400, 2), keepsListed: true), Of(PaperTables.Table3, "exponential"));
        Assert.Equal(Loss.EqlDecay(new ThresholdFunction.GompertzDecay(1, 80, 3000), keepsListed: true), Of(PaperTables.Table3, "gompertz"));
        Assert.Equal(Loss.Eql(0.00176, excludesBackground: false, keepsListed: true), Of(PaperTables.Table4, "without-e"));
        Assert.Equal(Loss.Softmax(), Of(PaperTables.Table5, "softmax"));
        Assert.Equal(Loss.ClassBalanced(0.9, 0, ClassBalancedForm.Sigmoid), Of(PaperTables.Table5, "class-balanced"));
        Assert.Equal(Loss.Focal(2, 0.25), Of(PaperTables.Table5, "focal"));
        Assert.Equal(new Sampling.RepeatFactor(0.001), ((DetectionExperiment)PaperTables.Table5.Row("repeat-factor").Experiment!).Sampling);
        Assert.Equal(new Sampling.ClassAware(), ((DetectionExperiment)PaperTables.Table5.Row("class-aware").Experiment!).Sampling);
    }

    // The note on Table 5's class-balanced row; background weighs 1.
    [Theory]
    [InlineData(0.9, 0.42)]
    [InlineData(0.99, 0.06)]
    [InlineData(0.999, 0.02)]
    public void ClassBalanced_FrequentCategoryOfLvis_WeighsLessThanBackground(double beta, double weight)
    {
        var weights = ClassBalancedLoss.Weights([.. LvisCategories.V05.Select(category => Math.Max(1L, category.ImageCount))], beta);

        Assert.Equal(weight, weights.Where((_, i) => LvisCategories.V05[i].Group == FrequencyGroup.Frequent).Average(), 0.005);
    }

    [Fact]
    public void Published_EveryNumber_IsThePrintedOneOfTheSameLine()
    {
        foreach (var table in Tables)
        {
            var printed = PublishedTables.Rows(table.Id);
            Assert.Equal(printed.Count, table.Rows.Count);
            foreach (var (row, line) in table.Rows.Zip(printed))
                foreach (var metric in table.Metrics)
                    Assert.Equal(line[metric.Id == "tr" ? "TR_percent" : metric.Header], row.Published[metric.Id].Text);
        }
    }

    // From the printed tables.
    [Theory]
    [InlineData("table1", "mask-r50-c4", "apbbox", "20.3")]
    [InlineData("table1", "mask-r101-fpn-eql", "apr", "14.6")]
    [InlineData("table1", "cascade-r101-fpn-eql", "apbbox", "27.9")]
    [InlineData("table2", "lambda=1.76e-4", "tr", "0.93")]
    [InlineData("table2", "lambda=5e-3", "apf", "25.7")]
    [InlineData("table3", "gompertz", "ap", "22.7")]
    [InlineData("table4", "without-e", "apr", "12.5")]
    [InlineData("table5", "class-aware", "apl", "30.5")]
    [InlineData("table5", "focal", "aps", "15.6")]
    public void Published_ByHand_IsWhereItBelongs(string table, string row, string metric, string printed) =>
        Assert.Equal(printed, PaperTables.Named(table).Row(row).Published[metric].Text);

    [Fact]
    public void Rows_WhosePaperNamesNoHyperParameters_SaySo() => Assert.Equal(
        ["class-aware", "repeat-factor", "class-balanced", "focal"], PaperTables.Table5.Rows.Where(row => row.Note is not null).Select(row => row.Id));

    [Fact]
    public void Number_UnknownKeyOfSeveralColumns_NamesTheNearest()
    {
        var problem = Assert.Throws<UnknownNameException>(() => PublishedTables.Number("table1", [("Backbone", "R-50-FNP"), ("EQL", "no")], "AP"));

        Assert.Contains("R-50-FPN, no", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaled_Mini_IsTheSyntheticSetOfTheSameFormat() => Assert.All(
        Experiments,
        experiment => Assert.Equal(
            new SyntheticLongTail(SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Mini), ((DetectionExperiment)experiment.Scaled(Profile.Mini)).Data));
}
