using Workbook.Data;
using Workbook.Data.Statistics;
using Workbook.Losses;

namespace Workbook.Reporting;

/// <summary>The figures of the data sets themselves, from the category statistics that the library embeds; they need no run and no data.</summary>
public static class LongTailFigures
{
    /// <summary>LVIS v0.5: training images and instances of each category, ranked by images, in the groups frequent, common and rare.</summary>
    public static Figure LvisCounts() => Reporting.LvisCounts.Of(LvisCategories.V05);

    /// <summary>
    /// LVIS v0.5: the tail ratio over lambda (equation 8), with the paper's divisor and with that of the authors' code, and the values that
    /// Table 2 prints.
    /// </summary>
    public static Figure TailRatio() => TailRatioCurve.Of(LvisFrequencies);

    /// <summary>LVIS v0.5: how many categories lie below lambda, close to the two lambdas that the paper takes for the bounds of its groups.</summary>
    public static Figure TailBoundaries() => TailBoundary.Of(LvisCategories.V05, LvisFrequencies);

    /// <summary>CIFAR-100-LT at imbalance 200 and ImageNet-LT: training images of each class, ranked, in the groups many, medium and few.</summary>
    public static Figure ClassSizes() => Reporting.ClassSizes.Of(
        [("CIFAR-100-LT", LongTail.Counts(classes: 100, max: 500, imbalance: 200)), ("ImageNet-LT", ImageNetLongTail.TrainCounts)]);

    /// <summary>The hierarchy of the Open Images challenge 2019, to be opened class by class.</summary>
    public static ClassTree OpenImagesTree() => new(OpenImagesFamilies.Challenge2019);

    private static ClassFrequency[] LvisFrequencies =>
        [LvisCategories.Frequency(LvisCategories.TrainImages), LvisCategories.Frequency(LvisCategories.AnnotatedTrainImages)];
}
