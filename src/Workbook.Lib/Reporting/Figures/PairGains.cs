using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.PairGains"/>.</summary>
internal static class PairGains
{
    public static Figure Of(TableReport report)
    {
        (RowResults Sigmoid, RowResults Eql)[] pairs =
        [
            .. from sigmoid in report.Rows
               where sigmoid.Row.Experiment is DetectionExperiment { Loss: Loss.SigmoidCase }
               from eql in report.Rows
               where eql.Row.Experiment is DetectionExperiment { Loss: Loss.EqlCase { ExcludesBackground: true } } experiment
                   && (experiment with { Loss = Loss.Sigmoid() }).Equals(sigmoid.Row.Experiment)
               select (sigmoid, eql),
        ];
        if (pairs.Length == 0)
            throw new ArgumentException(
                $"{report.Table.Id} has no two rows that differ in the sigmoid and the equalization loss; this figure is of table1.", nameof(report));
        var measured = pairs.Where(pair => Gains.AreComparable(pair.Eql, pair.Sigmoid)).SelectMany(pair => new[] { pair.Sigmoid, pair.Eql }).ToArray();
        var title = FigureScope.Title("Gain of EQL over the sigmoid loss with each detector", report.Profile, measured);
        if (measured.Length == 0)
            return Figure.WithoutData(title, "No detector has runs with both losses recorded at this profile.");

        var metrics = ApMetrics.All.Where(metric => report.Table.Metrics.Contains(metric)).ToArray();
        return new Figure(
            title,
            "Bars were measured here, with their 95 % interval over seeds where there are several; the hollow marker beside a bar is the published gain. "
            + "AP is of all categories, APr of the rare ones, APc of the common ones, APf of the frequent ones.",
            GroupedBars.Traces([.. pairs.Select(pair => new BarSeries(Name(pair.Eql), [.. metrics.Select(metric => Gains.Of(Name(pair.Eql), pair.Eql, pair.Sigmoid, metric))]))]),
            GroupedBars.Layout(metrics, "gain (points)", pairs.Length, FigureScope.Watermark(report.Profile, measured)));
    }

    private static string Name(RowResults row)
    {
        var model = ((DetectionExperiment)row.Row.Experiment!).Model;
        return $"{(model.Framework == DetectorFramework.MaskRcnn ? "Mask" : "Cascade Mask")} R-CNN {model.Backbone}";
    }
}
