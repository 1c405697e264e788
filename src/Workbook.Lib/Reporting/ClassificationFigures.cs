using Newtonsoft.Json.Linq;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The figures of the classification tables.</summary>
public static class ClassificationFigures
{
    /// <summary>Training loss and test accuracy over iterations, a line for each row with records.</summary>
    public static Figure TrainingCurves(TableReport report) => Empty($"{report.Table.Title}: training");

    /// <summary>Test accuracy of each class against its number of training images, for two rows.</summary>
    /// <param name="baseline">Usually softmax.</param>
    /// <param name="method">Usually the softmax equalization loss.</param>
    public static Figure AccuracyByClassSize(RowResults baseline, RowResults method) => Empty($"{baseline.Row.Label}, {method.Row.Label}");

    /// <summary>Top-1 accuracy over gamma for both lambdas, published and measured here.</summary>
    /// <param name="table7">A report on <see cref="Experiments.PaperTables.Table7"/>.</param>
    public static Figure Top1OverGamma(TableReport table7) => Empty(table7.Table.Title);

    /// <summary>
    /// What a class's logit is told by its own images and by all others', class by class, under softmax cross-entropy and under the softmax
    /// equalization loss.
    /// </summary>
    /// <param name="trainImages">Training images of each class.</param>
    /// <param name="gamma">Probability, in [0, 1], of leaving a tail class out.</param>
    /// <param name="lambda">Classes with a frequency below it are tail.</param>
    public static Figure TailGradient(IReadOnlyList<int> trainImages, double gamma, double lambda) => Empty($"{trainImages.Count}, {gamma}, {lambda}");

    private static Figure Empty(string title) => new(title, "", [], new JObject());
}
