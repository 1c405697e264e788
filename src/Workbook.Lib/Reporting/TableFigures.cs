using Workbook.Data.Statistics;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>Which figures stand with which table: in the report and in the notebooks.</summary>
public static class TableFigures
{
    /// <summary>The figures of a table, in the order in which they are shown; those that need runs that are not recorded are left out.</summary>
    public static IReadOnlyList<Figure> Of(TableReport report)
    {
        var figures = new List<Figure>();
        if (report.Table.Id == PaperTables.Table7.Id)
            figures.Add(ClassificationFigures.Top1OverGamma(report));
        if (report.Table.Id == PaperTables.Table9.Id)
            figures.Add(ClassificationFigures.ShotsOverGamma(report));
        figures.AddRange(Detection(report));
        if (report.Rows.Any(row => row.Records.Any(stored => stored.Record.Curve.Count > 0)))
            figures.Add(ClassificationFigures.TrainingCurves(report));
        if (report.Table.Id == PaperTables.Table8.Id
            && Recorded(report, Loss.Softmax()) is { } softmax && Recorded(report, SoftmaxEqualization) is { } seql)
        {
            figures.Add(ClassificationFigures.AccuracyByClassSize(softmax, seql));
            figures.Add(ClassificationFigures.TailGradient(
                [.. seql.Records[0].Record.PerClass.Select(category => category.TrainImages)], SoftmaxEqualization.Gamma, SoftmaxEqualization.Lambda));
        }
        return figures;
    }

    private static IEnumerable<Figure> Detection(TableReport report)
    {
        if (report.Table.Id == PaperTables.Table3.Id)
            yield return DetectionFigures.ThresholdFunctions(LvisCategories.Frequency(LvisCategories.TrainImages));
        if (report.Rows.All(row => row.Records.Count == 0))
            yield break;
        if (report.Table.Id == PaperTables.Table11.Id)
        {
            yield return DetectionFigures.RoadMap(report);
            yield return DetectionFigures.StepGains(report);
        }
        if (report.Table.Id == PaperTables.Table1.Id)
            yield return DetectionFigures.PairGains(report);
        if (report.Table.Id == PaperTables.Table2.Id)
            yield return DetectionFigures.ApOverLambda(report);
        string[] byGroup = [PaperTables.Table3.Id, PaperTables.Table4.Id, PaperTables.Table5.Id, PaperTables.Table6.Id];
        if (byGroup.Contains(report.Table.Id))
            yield return DetectionFigures.ApByGroup(report);
        var eql = Recorded(report, experiment => experiment.Loss is Loss.EqlCase { ExcludesBackground: true });
        var without = Recorded(report, experiment => experiment.Loss is Loss.EqlCase { ExcludesBackground: false });
        var sigmoid = Recorded(report, experiment => experiment.Loss is Loss.SigmoidCase);
        if (report.Table.Id == PaperTables.Table4.Id && without is not null && eql is not null)
            yield return DetectionFigures.DetectionsInImage(without, eql);
        if (report.Table.Id == PaperTables.Table5.Id && sigmoid is not null && eql is not null)
        {
            yield return DetectionFigures.GradientsByCategory(sigmoid, eql);
            yield return DetectionFigures.ProbabilityByCategory(sigmoid, eql);
            yield return DetectionFigures.GainByCategory(sigmoid, eql);
        }
    }

    // Of Mask R-CNN R-50-FPN, with which the paper compares losses.
    private static RowResults? Recorded(TableReport report, Func<DetectionExperiment, bool> isMeant) => report.Rows.FirstOrDefault(row =>
        row.Records.Count > 0
        && row.Row.Experiment is DetectionExperiment { Sampling: Sampling.Uniform } experiment
        && experiment.Model == Baselines.MaskRcnnR50Fpn.Model
        && isMeant(experiment));

    // The setting that the paper reports in Table 8.
    private static Loss.SoftmaxEqlCase SoftmaxEqualization => (Loss.SoftmaxEqlCase)Loss.SoftmaxEql(gamma: 0.95, lambda: 3e-3);

    private static RowResults? Recorded(TableReport report, Loss loss) =>
        report.Rows.FirstOrDefault(row => row.Records.Count > 0 && row.Row.Experiment is ClassificationExperiment experiment && experiment.Loss == loss);
}
