using Workbook.Experiments;
using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="ClassificationFigures.TrainingCurves"/>.</summary>
internal static class TrainingCurves
{
    private const int LossPanel = 0;
    private const int AccuracyPanel = 1;

    public static Figure Of(TableReport report)
    {
        var measured = report.Rows.Zip(Styles(report.Rows)).Where(row => row.First.Records.Count > 0).ToArray();
        var (rows, styles) = (measured.Select(row => row.First).ToArray(), measured.Select(row => row.Second).ToArray());
        var title = FigureScope.Title($"Training of the rows of {report.Table.Title}", report.Profile, rows);
        if (rows.Length == 0)
            return Figure.WithoutData(title, "No run of this table is recorded at this profile.");

        var iterations = new FigureAxis("iterations");
        var watermark = FigureScope.Watermark(report.Profile, rows);
        var loss = new FigurePanel(iterations, new FigureAxis("loss, each row its own")) { Title = "Training loss", Watermark = watermark };
        var accuracy = new FigurePanel(iterations, new FigureAxis("")) { Title = "Test top-1 (%)", Watermark = watermark };
        var hasAccuracy = rows.Any(row => Accuracy(row).Length > 0);
        return new Figure(
            title,
            "Means over seeds. The losses of different loss functions are different quantities: compare the rows by their accuracy"
            + (hasAccuracy ? "." : " in the table."),
            rows.Zip(SeriesNames.Of(rows), styles).SelectMany(row => Traces(row.First, row.Second, row.Third)),
            new FigureLayout(hasAccuracy ? [loss, accuracy] : [loss]) { Height = 400 + 15 * rows.Length });
    }

    private static IEnumerable<ScatterTrace> Traces(RowResults row, string name, SeriesStyle style)
    {
        var loss = Mean(row, record => record.Curve.Select(point => (point.Iteration + 1, point.Loss)));
        var accuracy = Accuracy(row);
        yield return Trace(loss, value => Invariant($"training loss {value:F3}")) with { HasMarkers = false, LineWidth = 1.5, InLegend = accuracy.Length == 0 };
        if (accuracy.Length > 0)
            yield return Trace(accuracy, value => Invariant($"top-1 {value:F2} %")) with { Panel = AccuracyPanel };

        ScatterTrace Trace(IReadOnlyList<(long Iteration, double Value)> points, Func<double, string> text) => new()
        {
            Name = name,
            Style = style,
            X = [.. points.Select(point => (double)point.Iteration)],
            Y = [.. points.Select(point => (double?)point.Value)],
            Hover = [.. points.Select(point => Invariant($"{FigureScope.Name(row)}\n{point.Iteration:N0} iterations: {text(point.Value)}\n{FigureScope.Seeds(row)}"))],
            Panel = LossPanel,
        };
    }

    private static (long Iteration, double Value)[] Accuracy(RowResults row) => Mean(row, record => record.Accuracy.Select(point => (point.Iteration, point.Top1)));

    // In a grid, a gamma's colour and a lambda's dashes; otherwise each row its own.
    private static SeriesStyle[] Styles(IReadOnlyList<RowResults> rows)
    {
        var colors = rows.Select(row => (row.Row.Experiment as ClassificationExperiment)?.Loss is Loss.SoftmaxEqlCase seql
            ? Invariant($"gamma {seql.Gamma}")
            : row.Row.Id).ToArray();
        var distinct = colors.Distinct().ToArray();
        return
        [
            .. colors.Index().Select(row => distinct.Length == rows.Count
                ? SeriesStyle.Of(row.Index)
                : SeriesStyle.InGrid(Array.IndexOf(distinct, row.Item), colors[..row.Index].Count(color => color == row.Item))),
        ];
    }

    // Only iterations that every seed recorded: a mean over changing seeds would jump.
    private static (long Iteration, double Value)[] Mean(RowResults row, Func<RunRecord, IEnumerable<(long Iteration, double Value)>> curve) =>
    [
        .. row.Records.SelectMany(stored => curve(stored.Record))
            .GroupBy(point => point.Iteration, point => point.Value)
            .Where(group => group.Count() == row.Records.Count)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, group.Average())),
    ];
}
