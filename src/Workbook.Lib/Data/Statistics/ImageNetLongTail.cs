using System.Globalization;

namespace Workbook.Data.Statistics;

/// <summary>ImageNet-LT, the long-tailed subset of ImageNet-2012 of Liu et al. (OLTR, 2019).</summary>
public static class ImageNetLongTail
{
    /// <summary>Training images of each of the 1,000 classes, index = label: 1,280 to 5, in sum 115,846.</summary>
    public static IReadOnlyList<int> TrainCounts { get; } = [.. StatisticsFile.ImageNetLongTail.Rows.Select(row => int.Parse(row[0], CultureInfo.InvariantCulture))];
}
