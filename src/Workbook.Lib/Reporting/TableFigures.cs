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
        if (report.Rows.Any(row => row.Records.Count > 0 && row.Row.Experiment is ClassificationExperiment))
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

    // The setting that the paper reports in Table 8.
    private static Loss.SoftmaxEqlCase SoftmaxEqualization => (Loss.SoftmaxEqlCase)Loss.SoftmaxEql(gamma: 0.95, lambda: 3e-3);

    private static RowResults? Recorded(TableReport report, Loss loss) =>
        report.Rows.FirstOrDefault(row => row.Records.Count > 0 && row.Row.Experiment is ClassificationExperiment experiment && experiment.Loss == loss);
}
