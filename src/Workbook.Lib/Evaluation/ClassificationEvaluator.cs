using Workbook.Data;
using Workbook.Results;

namespace Workbook.Evaluation;

/// <summary>Which group of classes a class belongs to, by its number of training images (OLTR; section 6 of the paper uses the same for ImageNet-LT).</summary>
public enum Shot
{
    /// <summary>More than 100 training images.</summary>
    Many,

    /// <summary>20 to 100 training images.</summary>
    Medium,

    /// <summary>Fewer than 20 training images.</summary>
    Few,
}

/// <summary>Accuracy of scores over a labelled test set, in percent of images.</summary>
/// <param name="Top1">Images whose label has the highest score.</param>
/// <param name="Top5">Images whose label is among the five highest scores.</param>
/// <param name="Shots">Top-1 over the images of the classes of each <see cref="Shot"/>; a group without images is absent.</param>
/// <param name="PerClass">Top-1 of each class, in class order.</param>
public sealed record ClassificationAccuracy(double Top1, double Top5, IReadOnlyDictionary<Shot, double> Shots, IReadOnlyList<ClassAccuracy> PerClass);

/// <summary>
/// Top-1, top-5, per-group and per-class accuracy. The rank of a label is the number of classes with a higher score, or with an equal score
/// and a lower index, so that equal scores never count twice; a score that is not a number ranks above all others, so that it is never a hit.
/// </summary>
public sealed class ClassificationEvaluator
{
    private readonly IReadOnlyList<string> classNames;
    private readonly IReadOnlyList<int> trainImages;
    private readonly IReadOnlyList<int> shotImages;
    private readonly long[] images;
    private readonly long[] hits;
    private long topFive;

    /// <summary>Starts with no images.</summary>
    /// <param name="classNames">One name a class.</param>
    /// <param name="trainImages">Training images of each class.</param>
    /// <param name="shotImages">The numbers by which classes are grouped into shots where these are others: those of the set that a smaller one stands in for.</param>
    /// <exception cref="ArgumentException">They differ in length.</exception>
    public ClassificationEvaluator(IReadOnlyList<string> classNames, IReadOnlyList<int> trainImages, IReadOnlyList<int>? shotImages = null)
    {
        if (classNames.Count != trainImages.Count)
            throw new ArgumentException($"Expected one training count for each of {classNames.Count} classes, got {trainImages.Count}.", nameof(trainImages));
        if (shotImages is not null && shotImages.Count != trainImages.Count)
            throw new ArgumentException($"Expected one number for the shot of each of {classNames.Count} classes, got {shotImages.Count}.", nameof(shotImages));
        (this.classNames, this.trainImages, this.shotImages) = (classNames, trainImages, shotImages ?? trainImages);
        images = new long[classNames.Count];
        hits = new long[classNames.Count];
    }

    /// <summary>The group of a class with that many training images.</summary>
    public static Shot ShotOf(int trainImages) => trainImages > 100 ? Shot.Many : trainImages >= 20 ? Shot.Medium : Shot.Few;

    /// <summary>Counts images in.</summary>
    /// <param name="scores">[N, K] row by row; only their order within a row matters.</param>
    /// <param name="labels">N class indices; images labelled <see cref="ImageBatch.Unreadable"/> are not counted.</param>
    /// <exception cref="ArgumentException">The scores are not N x K, or a label is no class.</exception>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<long> labels)
    {
        var classes = classNames.Count;
        if (scores.Length != labels.Length * classes)
            throw new ArgumentException($"{labels.Length} labels of {classes} classes need {labels.Length * classes} scores, got {scores.Length}.", nameof(scores));
        for (var i = 0; i < labels.Length; i++)
        {
            var label = labels[i];
            if (label == ImageBatch.Unreadable)
                continue;
            if (label < 0 || label >= classes)
                throw new ArgumentException($"Label {label} of image {i} is not in [0, {classes}).", nameof(labels));
            var rank = Rank(scores.Slice(i * classes, classes), (int)label);
            images[label]++;
            if (rank == 0)
                hits[label]++;
            if (rank < 5)
                topFive++;
        }
    }

    /// <summary>The accuracy over the images so far.</summary>
    /// <exception cref="InvalidOperationException">There were none.</exception>
    public ClassificationAccuracy Result()
    {
        var total = images.Sum();
        if (total == 0)
            throw new InvalidOperationException("No images were evaluated.");
        var classes = Enumerable.Range(0, images.Length);
        var shots = classes.GroupBy(c => ShotOf(shotImages[c]))
            .Select(group => (Shot: group.Key, Images: group.Sum(c => images[c]), Hits: group.Sum(c => hits[c])))
            .Where(group => group.Images > 0)
            .ToDictionary(group => group.Shot, group => Percent(group.Hits, group.Images));
        var perClass = classes.Select(c => new ClassAccuracy(
            c, classNames[c], trainImages[c], (int)images[c], images[c] == 0 ? null : Percent(hits[c], images[c])));
        return new ClassificationAccuracy(Percent(hits.Sum(), total), Percent(topFive, total), shots, [.. perClass]);
    }

    private static int Rank(ReadOnlySpan<float> scores, int label)
    {
        var own = scores[label];
        if (float.IsNaN(own))
            return scores.Length;
        var rank = 0;
        for (var c = 0; c < scores.Length; c++)
            if (!(scores[c] <= own) || (scores[c] == own && c < label))
                rank++;
        return rank;
    }

    private static double Percent(long part, long whole) => 100.0 * part / whole;
}
