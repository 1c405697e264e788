using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>The figures of the classification tables. A figure without data says so; one of synthetic data or smoke runs carries that in its title.</summary>
public static class ClassificationFigures
{
    /// <summary>
    /// Training loss over iterations, and test accuracy where runs measured it along training, a line for each row with records: the mean over its seeds.
    /// Detection tables show it too.
    /// </summary>
    public static Figure TrainingCurves(TableReport report) => Reporting.TrainingCurves.Of(report);

    /// <summary>Test accuracy of each class over its number of training images, for two rows, with the means of the many, medium and few classes.</summary>
    /// <param name="baseline">Usually softmax.</param>
    /// <param name="method">Usually the softmax equalization loss.</param>
    public static Figure AccuracyByClassSize(RowResults baseline, RowResults method) => Reporting.AccuracyByClassSize.Of(baseline, method);

    /// <summary>Top-1 accuracy over gamma for each lambda: published, and beside it on an axis of the same scale measured here.</summary>
    /// <param name="table7">A report on <see cref="Experiments.PaperTables.Table7"/>.</param>
    /// <exception cref="ArgumentException">The table trains no softmax equalization loss.</exception>
    public static Figure Top1OverGamma(TableReport table7) => Reporting.Top1OverGamma.Of(table7);

    /// <summary>
    /// Top-1 accuracy of many-, medium- and few-shot classes, and of all, over gamma: published numbers in one panel, measured ones in the other.
    /// </summary>
    /// <param name="table9">A report on <see cref="Experiments.PaperTables.Table9"/>.</param>
    /// <exception cref="ArgumentException">The report has no row with a gamma.</exception>
    public static Figure ShotsOverGamma(TableReport table9) => Reporting.ShotsOverGamma.Of(table9);

    /// <summary>
    /// Under softmax cross-entropy and under the softmax equalization loss, class by class: how much a class's own images raise its logit, and
    /// how much all other images lower it, at a classifier that gives all classes the same logit. Computed with the losses that train.
    /// </summary>
    /// <param name="trainImages">Training images of each class: <c>LongTail.Counts(100, 500, 200)</c> for CIFAR-100-LT.</param>
    /// <param name="gamma">Probability, in [0, 1], of leaving a tail class out.</param>
    /// <param name="lambda">Classes with a frequency below it are tail.</param>
    /// <exception cref="ArgumentException">A count is negative, or gamma is outside its range.</exception>
    public static Figure TailGradient(IReadOnlyList<int> trainImages, double gamma, double lambda) => Reporting.TailGradient.Of(trainImages, gamma, lambda);
}
