using Workbook.Results;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="ClassificationFigures.TrainingCurves"/>.</summary>
internal static class TrainingCurves
{
    private const int Loss = 0;
    private const int Accuracy = 1;

    public static Figure Of(TableReport report)
    {
        var measured = report.Rows.Index().Where(row => row.Item.Records.Count > 0).ToArray();
        var rows = measured.Select(row => row.Item).ToArray();
        var title = FigureScope.Title($"Training of the rows of {report.Table.Title}", report.Profile, rows);
        if (measured.Length == 0)
            return Figure.WithoutData(title, "No run of this table is recorded at this profile.");

        var iterations = new FigureAxis("iterations");
        FigurePanel[] panels =
        [
            new(iterations, new FigureAxis("loss, each row its own")) { Title = "Training loss" },
            new(iterations, new FigureAxis("top-1 (%)")) { Title = "Test accuracy" },
        ];
        return new Figure(
            title,
            "Means over seeds. The losses of different loss functions are different quantities: compare the rows by their accuracy.",
            measured.SelectMany(row => Traces(row.Item, SeriesStyle.Of(row.Index))),
            new FigureLayout(panels) { Height = 400 + 15 * measured.Length, Watermark = FigureScope.Watermark(report.Profile, rows) });
    }

    private static IEnumerable<ScatterTrace> Traces(RowResults row, SeriesStyle style)
    {
        var name = FigureScope.Name(row);
        var loss = Mean(row, record => record.Curve.Select(point => (point.Iteration + 1, point.Loss)));
        var accuracy = Mean(row, record => record.Accuracy.Select(point => (point.Iteration, point.Top1)));
        yield return Trace(loss, value => Invariant($"training loss {value:F3}")) with { HasMarkers = false, LineWidth = 1.5, InLegend = accuracy.Length == 0 };
        yield return Trace(accuracy, value => Invariant($"top-1 {value:F2} %")) with { Panel = Accuracy };

        ScatterTrace Trace(IReadOnlyList<(long Iteration, double Value)> points, Func<double, string> text) => new()
        {
            Name = name,
            Style = style,
            X = [.. points.Select(point => (double)point.Iteration)],
            Y = [.. points.Select(point => (double?)point.Value)],
            Hover = [.. points.Select(point => Invariant($"{name}\n{point.Iteration:N0} iterations: {text(point.Value)}\n{FigureScope.Seeds(row)}"))],
            Panel = Loss,
        };
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
