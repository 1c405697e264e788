using Workbook.Evaluation;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>See <see cref="ClassificationFigures.AccuracyByClassSize"/>.</summary>
internal static class AccuracyByClassSize
{
    private static readonly Dictionary<Shot, string> BandColors = new() { [Shot.Many] = "#f3f3f3", [Shot.Medium] = "#fafafa", [Shot.Few] = "#f3f3f3" };

    public static Figure Of(RowResults baseline, RowResults method)
    {
        RowResults[] rows = [baseline, method];
        var subject = $"Test accuracy of each class over its training images: {FigureScope.Name(baseline)} and {FigureScope.Name(method)}";
        var missing = rows.Where(row => !row.Records.Any(stored => stored.Record.PerClass.Any(HasValue))).ToArray();
        if (missing.Length > 0)
            return Figure.WithoutData(subject, $"No finished run with accuracies by class is recorded for {string.Join(" and ", missing.Select(row => row.Row.Label))}.");

        var classes = rows.Select(Classes).ToArray();
        var (least, most) = (classes.Min(points => points.Min(point => point.Images)), classes.Max(points => points.Max(point => point.Images)));
        var (left, right) = (Math.Max(least, 1) / 1.25, most * 1.25);
        var bands = Enumerable.Range(Math.Max(least, 1), most - Math.Max(least, 1) + 1).GroupBy(ClassificationEvaluator.ShotOf)
            .Select(group => new ShotBand(group.Key, group.First() == Math.Max(least, 1) ? left : group.First() - 0.5, group.Last() == most ? right : group.Last() + 0.5))
            .ToArray();
        var profile = baseline.Spec!.Profile;
        var panel = new FigurePanel(
            FigureAxis.TrainingImages(left, right),
            new FigureAxis("top-1 on the class's test images (%)") { Range = (-3, 103) })
        {
            Bands = [.. bands.Select(band => new FigureBand(band.From, band.To, Text(band.Shot), BandColors[band.Shot]))],
            Watermark = FigureScope.Watermark(profile, rows),
        };
        return new Figure(
            FigureScope.Title(subject, profile, rows),
            "A marker is a class, a bar the mean over a group of classes: many has over 100 training images a class, medium 20 to 100, few under 20. "
            + "Above each group: its mean with the first row, then with the second.",
            rows.SelectMany((row, index) => Traces(row, classes[index], bands, SeriesStyle.Of(index))),
            new FigureLayout([panel]) { Height = 480 });

        string Text(Shot shot) => MeanOf(baseline, shot) is { } first && MeanOf(method, shot) is { } second
            ? FormattableString.Invariant($"{Name(shot)}\n{first:F1} → {second:F1} %")
            : Name(shot);
    }

    private static IEnumerable<ScatterTrace> Traces(RowResults row, ClassPoint[] classes, ShotBand[] bands, SeriesStyle style)
    {
        var name = FigureScope.Name(row);
        yield return new ScatterTrace
        {
            Name = name,
            Style = style,
            X = [.. classes.Select(point => (double)point.Images)],
            Y = [.. classes.Select(point => (double?)point.Top1)],
            Hover = [.. classes.Select(point => FormattableString.Invariant(
                $"{point.Name}: {point.Images} training images\n{name}: {point.Top1:F1} % ({FigureScope.Seeds(row)})"))],
            HasLine = false,
            MarkerOpacity = 0.6,
        };
        foreach (var band in bands)
        {
            if (MeanOf(row, band.Shot) is not { } mean)
                continue;
            var text = FormattableString.Invariant($"{Name(band.Shot)}: mean {mean:F1} %\n{name} ({FigureScope.Seeds(row)})");
            yield return new ScatterTrace
            {
                Name = name,
                Style = style,
                X = [band.From * 1.02, band.To / 1.02],
                Y = [mean, mean],
                Hover = [text, text],
                HasMarkers = false,
                LineWidth = 4,
                InLegend = false,
            };
        }
    }

    private static ClassPoint[] Classes(RowResults row) =>
    [
        .. row.Records.SelectMany(stored => stored.Record.PerClass)
            .Where(HasValue)
            .GroupBy(accuracy => (accuracy.Index, accuracy.Name, accuracy.TrainImages))
            .OrderBy(group => group.Key.Index)
            .Select(group => new ClassPoint(group.Key.Name, group.Key.TrainImages, group.Average(accuracy => accuracy.Top1!.Value))),
    ];

    private static double? MeanOf(RowResults row, Shot shot)
    {
        var values = row.Records.Select(stored => stored.Record.Metrics)
            .Where(metrics => metrics.ContainsKey(Name(shot))).Select(metrics => metrics[Name(shot)]).ToArray();
        return values.Length == 0 ? null : values.Average();
    }

    // The key of a record's metrics.
    private static string Name(Shot shot) => shot.ToString().ToLowerInvariant();

    private static bool HasValue(ClassAccuracy accuracy) => accuracy.Top1 is not null && accuracy.TrainImages > 0;

    private sealed record ClassPoint(string Name, int Images, double Top1);

    private sealed record ShotBand(Shot Shot, double From, double To);
}
