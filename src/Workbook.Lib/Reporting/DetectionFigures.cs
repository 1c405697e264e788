using Workbook.Losses;
using Workbook.Results;

namespace Workbook.Reporting;

/// <summary>
/// The figures of the detection tables, and the paper's Figures 1 to 4. A figure without data says so; one of synthetic data or smoke runs carries that in
/// its title.
/// </summary>
public static class DetectionFigures
{
    /// <summary>
    /// Figure 1: for each category, those with most training images first, the norm of the gradient on its classifier weights from positive and from negative
    /// proposals under the sigmoid loss, and from negative ones under the equalization loss. Means over seeds.
    /// </summary>
    /// <param name="sigmoid">The row with the sigmoid loss.</param>
    /// <param name="eql">The row with the equalization loss.</param>
    public static Figure GradientsByCategory(RowResults sigmoid, RowResults eql) => Reporting.GradientsByCategory.Of(sigmoid, eql);

    /// <summary>Figure 2: for each category, those with most training images first, the average probability that its own proposals are given. Means over seeds.</summary>
    /// <param name="sigmoid">The row with the sigmoid loss.</param>
    /// <param name="eql">The row with the equalization loss.</param>
    public static Figure ProbabilityByCategory(RowResults sigmoid, RowResults eql) => Reporting.ProbabilityByCategory.Of(sigmoid, eql);

    /// <summary>Figure 3: the three forms of T(f) at the paper's parameters. It needs no run.</summary>
    /// <param name="categories">Categories to mark by their frequencies; null for none.</param>
    public static Figure ThresholdFunctions(ClassFrequency? categories = null) => ThresholdCurves.Of(categories);

    /// <summary>Figure 4: an example image's detections without and with E(r), side by side; over the image itself where the data set was drawn by a program.</summary>
    /// <param name="without">The row without E(r).</param>
    /// <param name="with">The row with it.</param>
    /// <param name="example">Which of the recorded example images, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="example"/> is negative.</exception>
    public static Figure DetectionsInImage(RowResults without, RowResults with, int example = 0) => Reporting.DetectionsInImage.Of(without, with, example);

    /// <summary>AP, APr, APc and APf of each row: measured as bars, with intervals over seeds, and published.</summary>
    /// <param name="report">A report on a table of detectors.</param>
    public static Figure ApByGroup(TableReport report) => Reporting.ApByGroup.Of(report);

    /// <summary>AP of each category with one row's loss less that with another's, over the rank by training images, with the means of the groups.</summary>
    /// <param name="baseline">Usually the sigmoid loss.</param>
    /// <param name="method">Usually the equalization loss.</param>
    public static Figure GainByCategory(RowResults baseline, RowResults method) => Reporting.GainByCategory.Of(baseline, method);

    /// <summary>AP, APr, APc and APf over the tail ratio of lambda, published and measured here.</summary>
    /// <param name="table2">A report on Table 2.</param>
    /// <exception cref="ArgumentException">The table trains neither the sigmoid nor the equalization loss.</exception>
    public static Figure ApOverLambda(TableReport table2) => Reporting.ApOverLambda.Of(table2);

    /// <summary>AP of each step of the challenge's road map as a waterfall: what every step adds, measured here and published.</summary>
    /// <param name="table11">A report on Table 11.</param>
    public static Figure RoadMap(TableReport table11) => Reporting.RoadMap.Of(table11);

    /// <summary>What each step adds to AP, APr, APc and APf, measured with intervals over seeds, and published.</summary>
    /// <param name="table11">A report on Table 11.</param>
    public static Figure StepGains(TableReport table11) => Reporting.RoadMap.GainsOf(table11);

    /// <summary>What the equalization loss adds to AP, APr, APc and APf with each detector, measured with intervals over seeds, and published.</summary>
    /// <param name="table1">A report on Table 1.</param>
    /// <exception cref="ArgumentException">No detector of the table is trained with both losses.</exception>
    public static Figure PairGains(TableReport table1) => Reporting.PairGains.Of(table1);
}
