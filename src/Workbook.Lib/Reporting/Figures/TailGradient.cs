using static System.FormattableString;

namespace Workbook.Reporting;

/// <summary>See <see cref="ClassificationFigures.TailGradient"/>.</summary>
internal static class TailGradient
{
    private static readonly (double, string)[] Powers =
        [(1e-7, "10⁻⁷"), (1e-6, "10⁻⁶"), (1e-5, "10⁻⁵"), (1e-4, "0.0001"), (1e-3, "0.001"), (1e-2, "0.01"), (0.1, "0.1"), (1, "1")];

    public static Figure Of(IReadOnlyList<int> trainImages, double gamma, double lambda)
    {
        var title = Invariant($"What the training set tells each class's logit, under softmax and under SEQL (gamma {gamma}, lambda {LambdaText.Of(lambda)})");
        if (trainImages.All(count => count == 0))
            return Figure.WithoutData(title, "There are no training images.");
        var equalized = LogitGradient.SoftmaxEqualization(trainImages, gamma, lambda);
        var softmax = LogitGradient.Softmax(trainImages);
        var order = Enumerable.Range(0, trainImages.Count).Where(c => trainImages[c] > 0).OrderBy(c => trainImages[c]).ToArray();
        var (left, right) = (trainImages[order[0]] / 1.25, trainImages[order[^1]] * 1.25);
        var edge = Math.Min(lambda * trainImages.Sum(count => (double)count), right);
        var panel = new FigurePanel(
            FigureAxis.TrainingImages(left, right),
            new FigureAxis("gradient on the class's logit, mean over images") { IsLog = true, Ticks = Powers })
        {
            Bands = edge <= left ? [] : [new FigureBand(left, edge, $"tail: frequency below {LambdaText.Of(lambda)}", "#f3f3f3")],
        };
        return new Figure(
            title,
            "For a classifier that is still undecided (all logits equal), by the losses themselves: the pull of a class's own images, which raise its "
            + "logit, and the push of all other images, which lower it. Where the push is far above the pull, a class is suppressed before it can be learned. "
            + Invariant($"The smallest class here has {Images(order[0])}: its push is {Ratio(softmax, order[0])} times its pull under softmax, ")
            + $"{Ratio(equalized, order[0])} times under SEQL.",
            [
                Trace("softmax: push of other classes' images", softmax, softmax.Discouraging, "#0072b2", "solid", width: 2.5),
                Trace("SEQL: push of other classes' images", equalized, equalized.Discouraging, "#d55e00", "dash", width: 2.5),
                // Almost the same under both losses: the wider line shows behind the other.
                Trace("softmax: pull of its own images", softmax, softmax.Encouraging, "#56b4e9", "solid", width: 7),
                Trace("SEQL: pull of its own images", equalized, equalized.Encouraging, "#d55e00", "dot", width: 2.5),
            ],
            new FigureLayout([panel]) { Height = 460 });

        string Images(int c) => trainImages[c] == 1 ? "1 image" : Invariant($"{trainImages[c]} images");

        ScatterTrace Trace(string name, LogitGradient gradient, IReadOnlyList<double> values, string color, string dash, double width) => new()
        {
            Name = name,
            Style = new SeriesStyle(color, dash, "circle"),
            LineWidth = width,
            HasMarkers = false,
            X = [.. order.Select(c => (double)trainImages[c])],
            Y = [.. order.Select(c => (double?)values[c])],
            Hover = [.. order.Select(c => Invariant($"{trainImages[c]} training images\n{name}: {values[c]:G3}\npush over pull: {Ratio(gradient, c)}"))],
        };
    }

    private static string Ratio(LogitGradient gradient, int c) => Invariant($"{gradient.Discouraging[c] / gradient.Encouraging[c]:G2}");
}
