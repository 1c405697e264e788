using Workbook.Data.Statistics;

namespace Workbook.Data.ImageNet;

/// <summary>
/// ImageNet-LT's class sizes for fewer classes: those at equally spaced ranks of its 1,000, from the largest (1,280 images) to the smallest (5). So the shares of classes with
/// many (over 100), medium (20 to 100) and few (under 20) images stay, and a small set can be smaller in proportion: a class keeps the group, and the side of lambda, of
/// the class of ImageNet-LT at its rank.
/// </summary>
public static class ImageNetCurve
{
    private static readonly int[] Descending = [.. ImageNetLongTail.TrainCounts.OrderDescending()];

    /// <summary>ImageNet-LT's training images of the class at each rank, from the largest class to the smallest.</summary>
    /// <param name="classes">2 to 1,000.</param>
    public static int[] Original(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, Descending.Length);
        return [.. Enumerable.Range(0, classes).Select(place => Descending[Rank(place, classes)])];
    }

    /// <summary>The same in proportion, rounded to the nearest, at least 1.</summary>
    /// <param name="classes">2 to 1,000.</param>
    /// <param name="largest">Images of the largest class.</param>
    public static int[] Scaled(int classes, int largest) =>
        [.. Original(classes).Select(count => Math.Max(1, (int)Math.Round((double)count * largest / Descending[0], MidpointRounding.AwayFromZero)))];

    /// <summary>
    /// The frequency, to four digits, that parts a scaled set's classes as a threshold parts those of ImageNet-LT: half way between the most frequent class below it and the least
    /// frequent one above.
    /// </summary>
    /// <param name="threshold">A frequency on ImageNet-LT: images of a class over all 115,846.</param>
    /// <param name="classes">2 to 1,000.</param>
    /// <param name="largest">Images of the largest class.</param>
    /// <exception cref="ArgumentException">The scaled set is too small to part classes there.</exception>
    public static double Threshold(double threshold, int classes, int largest)
    {
        var (original, scaled) = (Original(classes), Scaled(classes, largest));
        var images = threshold * Descending.Sum();
        var tail = scaled.Zip(original).Where(count => count.Second < images).Select(count => count.First).DefaultIfEmpty(0).Max();
        var head = scaled.Zip(original).Where(count => count.Second >= images).Select(count => count.First).DefaultIfEmpty(int.MaxValue).Min();
        if (tail >= head)
            throw new ArgumentException(
                FormattableString.Invariant($"With {largest} images in the largest of {classes} classes, classes on both sides of {images:F1} images of ImageNet-LT have {tail}; take more."), nameof(largest));
        return double.Parse(
            ((tail + (double)head) / 2 / scaled.Sum()).ToString("g4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Rank(int place, int classes) => (int)Math.Round((double)place * (Descending.Length - 1) / (classes - 1), MidpointRounding.AwayFromZero);
}
