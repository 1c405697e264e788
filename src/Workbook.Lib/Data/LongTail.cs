namespace Workbook.Data;

/// <summary>
/// Long-tailed subsets of a balanced set, as https://github.com/richardaecn/class-balanced-loss makes CIFAR-100-LT: the number of images
/// falls exponentially with the class index, so that class 0 is the most frequent and the last class the rarest.
/// </summary>
public static class LongTail
{
    /// <summary>
    /// Images of each class: n_i = int(max * (1 / imbalance)^(i / (classes - 1))). 100 classes, 500, 200 give 500 ... 2, in sum 9,502.
    /// </summary>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <param name="max">Images of the most frequent class.</param>
    /// <param name="imbalance">Most frequent over rarest, at least 1 (1 is balanced).</param>
    /// <exception cref="ArgumentOutOfRangeException">A class would have no image, or an argument is below its limit.</exception>
    public static int[] Counts(int classes, int max, double imbalance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        if (!(imbalance >= 1))
            throw new ArgumentOutOfRangeException(nameof(imbalance), imbalance, "The imbalance is most frequent over rarest, at least 1.");
        var counts = new int[classes];
        for (var i = 0; i < classes; i++)
            counts[i] = (int)(max * Math.Pow(1 / imbalance, i / (classes - 1.0)));
        if (counts[^1] < 1)
            throw new ArgumentOutOfRangeException(
                nameof(imbalance), imbalance, $"Of {max} images this imbalance leaves the rarest class none; use at most {max}.");
        return counts;
    }

    /// <summary>
    /// The long-tailed subset of a set. Of class i the first n_i of its images in the order that <see cref="Rng.Shuffle"/> of
    /// <c>new Rng(seed, i)</c> gives are kept; the subset lists all kept images in ascending order of the original set. Its
    /// <see cref="ImageSet.Source"/> carries the selection's hash.
    /// </summary>
    /// <param name="set">The set; the largest class gives the maximum of <see cref="Counts"/>.</param>
    /// <param name="imbalance">Most frequent over rarest, at least 1.</param>
    /// <param name="seed">Chooses the images; the counts do not depend on it.</param>
    /// <exception cref="ArgumentException">A class has fewer images than its place in the tail needs.</exception>
    public static ImageSet Subset(ImageSet set, double imbalance, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(set);
        var available = set.CountPerClass();
        var counts = Counts(set.ClassCount, available.Max(), imbalance);
        var images = new int[set.ClassCount][];
        for (var c = 0; c < images.Length; c++)
        {
            if (available[c] < counts[c])
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"{set.Source.Name}: class {c} ({set.ClassNames[c]}) has {available[c]} images, an imbalance of {imbalance} needs {counts[c]}; ")
                    + "start from a balanced set.",
                    nameof(set));
            images[c] = new int[available[c]];
        }

        var filled = new int[set.ClassCount];
        var labels = set.Labels;
        for (var i = 0; i < labels.Length; i++)
            images[labels[i]][filled[labels[i]]++] = i;

        var chosen = new List<int>(counts.Sum());
        for (var c = 0; c < images.Length; c++)
        {
            new Rng(seed, (ulong)c).Shuffle(images[c]);
            chosen.AddRange(images[c].AsSpan(0, counts[c]));
        }
        chosen.Sort();
        var name = FormattableString.Invariant($"{set.Source.Name}-LT-{imbalance}");
        var made = FormattableString.Invariant($"Long-tailed subset: imbalance {imbalance}, {chosen.Count} images, selection seed {seed}.");
        return set.Subset([.. chosen], name, $"{set.Source.Description} {made}");
    }
}
