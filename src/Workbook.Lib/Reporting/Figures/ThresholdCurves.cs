using Workbook.Experiments;
using Workbook.Losses;
using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="DetectionFigures.ThresholdFunctions"/>.</summary>
internal static class ThresholdCurves
{
    private const double Most = 4e-3; // where all three are 0
    private const double RugHeight = -0.06;
    private const int Steps = 160;

    public static Figure Of(ClassFrequency? frequency)
    {
        var (exponential, gompertz) = (new ThresholdFunction.ExponentialDecay(), new ThresholdFunction.GompertzDecay());
        double[] frequencies = [.. Enumerable.Range(0, Steps + 1).Select(step => step * Most / Steps)];
        ScatterTrace[] curves =
        [
            Curve("threshold function", new ThresholdFunction.Threshold(Baselines.LvisLambda), [0, Baselines.LvisLambda, Most], 0) with { IsStep = true },
            Curve(Invariant($"exponential decay, a = {exponential.A}, n = {exponential.N}"), exponential, frequencies, 1),
            Curve(Invariant($"Gompertz decay, a = {gompertz.A}, b = {gompertz.B}, c = {gompertz.C}"), gompertz, frequencies, 2),
        ];
        double[] ticks = [0, 1e-3, Baselines.LvisLambda, 2.5e-3, Most];
        var panel = new FigurePanel(
            new FigureAxis("f, share of training images with the category") { Range = (0, Most), Ticks = [.. ticks.Select(tick => (tick, LambdaText.Of(tick)))] },
            new FigureAxis("T(f)") { Range = (frequency is null ? -0.04 : 2 * RugHeight, 1.06), Ticks = [(0, "0"), (0.25, "0.25"), (0.5, "0.5"), (0.75, "0.75"), (1, "1")] })
        {
            Bands = [new FigureBand(0, Baselines.LvisLambda, $"tail: f below lambda {LambdaText.Of(Baselines.LvisLambda)}", "#f3f3f3")],
        };
        return new Figure(
            "The three forms of the threshold function T(f)",
            "How far the negative samples of a category with frequency f are ignored: 1 wholly, 0 not at all. With the paper's parameters."
            + (frequency is null ? "" : Invariant($" A stroke at the bottom is a frequency that categories have: of {frequency.Frequencies.Count:N0} categories in ")
                + Invariant($"{frequency.TotalImages:N0} training images, {frequency.Frequencies.Count(f => f <= Most):N0} lie in this range.")),
            frequency is null ? curves : curves.Append(Rug(frequency)),
            new FigureLayout([panel]));
    }

    private static ScatterTrace Curve(string name, ThresholdFunction function, double[] frequencies, int index) => new()
    {
        Name = name,
        Style = SeriesStyle.Of(index),
        X = frequencies,
        Y = [.. frequencies.Select(f => (double?)function.Of(f))],
        Hover = [.. frequencies.Select(f => Invariant($"{name}\nf {LambdaText.Of(f)}: T(f) = {function.Of(f):F3}"))],
        HasMarkers = false,
        LineWidth = 2.5,
    };

    private static ScatterTrace Rug(ClassFrequency frequency)
    {
        var counts = frequency.ImageCounts.Zip(frequency.Frequencies).Where(category => category.Second <= Most).GroupBy(category => category)
            .OrderBy(group => group.Key.Second).ToArray();
        return new ScatterTrace
        {
            Name = "categories",
            Style = new SeriesStyle("#444444", "solid", "line-ns-open"),
            X = [.. counts.Select(group => group.Key.Second)],
            Y = [.. counts.Select(_ => (double?)RugHeight)],
            Hover = [.. counts.Select(group => Invariant($"f {LambdaText.Of(group.Key.Second)}: {group.Key.First:N0} training images\ncategories: {group.Count()}"))],
            HasLine = false,
            MarkerSize = 10,
            MarkerOpacity = 0.6,
        };
    }
}
