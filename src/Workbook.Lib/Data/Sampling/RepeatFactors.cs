using Workbook.Data.Detection;

namespace Workbook.Data.Sampling;

/// <summary>
/// How often an image comes in an epoch (Gupta et al., "LVIS", CVPR 2019): r(I) = max over the categories c in I of max(1, sqrt(t / f(c))),
/// where f(c) is the share of training images that contain c.
/// </summary>
public static class RepeatFactors
{
    /// <summary>The paper's t.</summary>
    public const double LvisThreshold = 0.001;

    /// <param name="dataset">The ground truth.</param>
    /// <param name="images">The images to train on; f(c) counts these only, as in detectron2.</param>
    /// <param name="threshold">t, a share of images in [0, 1].</param>
    /// <returns>A factor of at least 1 for each of <paramref name="images"/>.</returns>
    public static double[] Of(DetectionDataset dataset, int[] images, double threshold)
    {
        if (threshold is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold is a share of images, expected 0 to 1.");
        var counts = new int[dataset.Categories.Count];
        foreach (var image in images)
            foreach (var category in dataset.Images.PositiveCategories(image))
                counts[category]++;
        var factors = new double[images.Length];
        for (var i = 0; i < images.Length; i++)
        {
            factors[i] = 1;
            foreach (var category in dataset.Images.PositiveCategories(images[i]))
                factors[i] = Math.Max(factors[i], Math.Sqrt(threshold * images.Length / counts[category]));
        }
        return factors;
    }
}
