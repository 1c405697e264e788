using System.Globalization;
using Workbook.Data.Detection;
using Workbook.Losses;

namespace Workbook.Data.Statistics;

/// <summary>The categories of LVIS v0.5, the data set of the paper's detection experiments, as counted in its training set.</summary>
public static class LvisCategories
{
    /// <summary>All training images: the paper's "image number of the entire dataset" (equation 8).</summary>
    public const int TrainImages = 57_263;

    /// <summary>Training images with at least one annotation: what the authors' code divides by.</summary>
    public const int AnnotatedTrainImages = 56_740;

    /// <summary>The 1,230 categories, in the order of their ids.</summary>
    public static IReadOnlyList<LvisCategory> V05 { get; } =
    [
        .. StatisticsFile.Lvis.Rows.Select(row => new LvisCategory(
            int.Parse(row[0], CultureInfo.InvariantCulture), row[1], row[2], GroupOf(row[3]),
            int.Parse(row[4], CultureInfo.InvariantCulture), int.Parse(row[5], CultureInfo.InvariantCulture))),
    ];

    /// <summary>How often each category occurs, index = id - 1, for the equalization loss and for TR(lambda).</summary>
    /// <param name="totalImages">What the image counts are divided by: <see cref="TrainImages"/> or <see cref="AnnotatedTrainImages"/>.</param>
    public static ClassFrequency Frequency(int totalImages) => new(
        [.. V05.Select(category => (long)category.ImageCount)], totalImages, StatisticsFile.Lvis.Title, StatisticsFile.Lvis.Originals[0].Split(' ')[^1]);

    private static FrequencyGroup GroupOf(string letter) => letter switch
    {
        "r" => FrequencyGroup.Rare,
        "c" => FrequencyGroup.Common,
        "f" => FrequencyGroup.Frequent,
        _ => throw new InvalidDataException($"LVIS categories: expected the group r, c or f, got \"{letter}\"."),
    };
}
