using Workbook.Data;
using Workbook.Data.Statistics;
using Workbook.Experiments;
using Workbook.Reporting;
using Workbook.Results;
using Workbook.Tests.Results;

namespace Workbook.Tests.Browser;

/// <summary>Every figure; where it shows runs, from records made up for it.</summary>
internal static class SampleFigures
{
    public const string Hostile = "</script><img src=x onerror=\"window.hit=1\">&amp; $x^2$ \u2028";

    public static Figure Named(string name) => name switch
    {
        "training" => ClassificationFigures.TrainingCurves(Report()),
        "training-synthetic" => ClassificationFigures.TrainingCurves(Report(Samples.Synthetic)),
        "classes" => Classes(Report()),
        "classes-hostile" => Classes(Report(className: Hostile)),
        "classes-long" => Classes(Report(className: new string('w', 10_000))),
        "gamma" => ClassificationFigures.Top1OverGamma(Report()),
        "gamma-synthetic" => ClassificationFigures.Top1OverGamma(Report(Samples.Synthetic)),
        "gamma-unmeasured" => ClassificationFigures.Top1OverGamma(Report(rows: 0)),
        "gamma-two" => ClassificationFigures.Top1OverGamma(Report(rows: 2)),
        "tail" => ClassificationFigures.TailGradient(LongTail.Counts(100, 500, 200), gamma: 0.95, lambda: 3e-3),
        "lvis" => LongTailFigures.LvisCounts(),
        "tail-ratio" => LongTailFigures.TailRatio(),
        "tail-boundaries" => LongTailFigures.TailBoundaries(),
        "class-sizes" => LongTailFigures.ClassSizes(),
        "gradients" => DetectionFigures.GradientsByCategory(Detectors(DetectionSamples.Table5).Row("sigmoid"), Detectors(DetectionSamples.Table5).Row("eql")),
        "probability" => DetectionFigures.ProbabilityByCategory(Detectors(DetectionSamples.Table5).Row("sigmoid"), Detectors(DetectionSamples.Table5).Row("eql")),
        "gain-by-category" => DetectionFigures.GainByCategory(Detectors(DetectionSamples.Table5).Row("sigmoid"), Detectors(DetectionSamples.Table5).Row("eql")),
        "threshold" => DetectionFigures.ThresholdFunctions(LvisCategories.Frequency(LvisCategories.TrainImages)),
        "detections" => Detections(Detectors(DetectionSamples.Table4)),
        "detections-hostile" => Detections(Detectors(DetectionSamples.Table4, name: Hostile)),
        "ap-by-group" => DetectionFigures.ApByGroup(Detectors(DetectionSamples.Table5)),
        "ap-over-lambda" => DetectionFigures.ApOverLambda(Detectors(DetectionSamples.Table2)),
        "pair-gains" => DetectionFigures.PairGains(Detectors(DetectionSamples.Table1)),
        "training-detectors" => ClassificationFigures.TrainingCurves(Detectors(DetectionSamples.Table5)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such figure."),
    };

    private static Figure Classes(TableReport report) => ClassificationFigures.AccuracyByClassSize(report.Rows[0], report.Rows[3]);

    private static Figure Detections(TableReport report) => DetectionFigures.DetectionsInImage(report.Rows[0], report.Rows[1]);

    /// <summary>A table of detectors at mini with two seeds of each row.</summary>
    private static TableReport Detectors(PaperTable table, string? name = null) =>
        DetectionSamples.Report(table, table.Rows.SelectMany(row => new[] { 0, 1 }, (row, seed) => DetectionSamples.Whole(row, seed, name)));

    /// <summary>Table 7 at mini with three seeds of its first rows.</summary>
    private static TableReport Report(DataSource? data = null, int rows = 9, string? className = null)
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        foreach (var (index, row) in PaperTables.Table7.Rows.Take(rows).Index())
            for (var seed = 0; seed < 3; seed++)
                store.Write(Record(Samples.Spec(row.Experiment, Profile.Mini, seed, data), row.Published["top1"].Value - 17 + seed * 0.4, index, className));
        return TableReport.Build(PaperTables.Table7, Profile.Mini, store.Load(Profile.Mini), new("code1", "code1", "code1"));
    }

    public static RunRecord Record(RunSpec spec, double top1, int row, string? className)
    {
        var images = LongTail.Counts(100, 500, 200);
        return Samples.Record(spec, top1) with
        {
            Metrics = new Dictionary<string, double> { ["top1"] = top1, ["top5"] = top1 + 25, ["many"] = 57 - 2 * row, ["medium"] = 22, ["few"] = 1 + 2 * row },
            Curve = [.. Enumerable.Range(1, 60).Select(step => new CurvePoint(
                step * 25 - 1, 4.6 - 0.05 * row - 2.4 * step / 60 + 0.1 * Math.Sin(step + row + spec.Seed), 0.1))],
            Accuracy = [.. Enumerable.Range(1, 4).Select(quarter => new AccuracyPoint(375 * quarter, top1 * Math.Sqrt(quarter) / 2, 50))],
            PerClass =
            [
                .. images.Select((count, c) => new ClassAccuracy(
                    c, c == 0 && className is not null ? className : $"class {c}", count, 100,
                    Math.Clamp(20 * Math.Log10(count) + 5 * row + 12 * Math.Sin(7 * c) - 8, 0, 100))),
            ],
        };
    }
}
