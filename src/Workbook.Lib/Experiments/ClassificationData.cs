using Workbook.Data.ImageNet;

namespace Workbook.Experiments;

/// <summary>A long-tailed image classification set of the paper, by its construction; where its files are is the run's matter.</summary>
public abstract record ClassificationData
{
    /// <summary>Short name in lower case, part of <see cref="Experiment.Slug"/>.</summary>
    public abstract string Slug { get; }

    /// <summary>Number of classes.</summary>
    internal abstract int ClassCount { get; }

    /// <summary>Images tested on.</summary>
    internal abstract int TestImages { get; }

    /// <summary>For each class the training images by which it counts as many-, medium- or few-shot; null for its own.</summary>
    internal virtual IReadOnlyList<int>? ShotImages => null;

    private protected ClassificationData()
    {
    }
}

/// <summary>
/// CIFAR-100 with exponentially falling class sizes: class i of 100 keeps <c>int(500 * (1/Imbalance)^(i/99))</c> training images
/// (Cui et al. 2019, the construction that section 6 names). At imbalance 200 that is 9,502 images, from 500 down to 2.
/// </summary>
/// <param name="Imbalance">Images of the largest class over images of the smallest; at least 1. The paper uses 200.</param>
public sealed record Cifar100LongTail(double Imbalance) : ClassificationData
{
    /// <summary>Chooses which images of a class stay. It is part of the data and the same for every training seed.</summary>
    public int SubsetSeed { get; init; }

    /// <summary>No class keeps more training images than this; null for no limit. Only <see cref="Profile.Smoke"/> sets it.</summary>
    public int? TrainPerClassLimit { get; init; }

    /// <summary>Test images used of each class; null for all 100. Only <see cref="Profile.Smoke"/> sets it.</summary>
    public int? TestPerClassLimit { get; init; }

    /// <inheritdoc/>
    public override string Slug => FormattableString.Invariant($"cifar100-lt{Imbalance}");

    internal override int ClassCount => 100;

    internal override int TestImages => ClassCount * (TestPerClassLimit ?? 100);
}

/// <summary>
/// ImageNet-LT (Liu et al. 2019): 115,846 training images of ImageNet-2012, from 1,280 down to 5 in its 1,000 classes, and 50 test images of each.
/// </summary>
public sealed record ImageNetLt : ClassificationData
{
    /// <inheritdoc/>
    public override string Slug => "imagenet-lt";

    internal override int ClassCount => 1_000;

    internal override int TestImages => 50_000;
}

/// <summary>Drawn images with class sizes on ImageNet-LT's own curve, in place of <see cref="ImageNetLt"/> where the profile is too small for it.</summary>
/// <param name="Classes">Number of classes.</param>
/// <param name="LargestClass">Training images of the largest class, instead of 1,280; the others in proportion, at least 1.</param>
/// <param name="TestPerClass">Test images of every class.</param>
public sealed record SyntheticImageNetLt(int Classes, int LargestClass, int TestPerClass) : ClassificationData
{
    /// <inheritdoc/>
    public override string Slug => "synthetic-imagenet-lt";

    internal override int ClassCount => Classes;

    internal override int TestImages => Classes * TestPerClass;

    internal override IReadOnlyList<int> ShotImages => ImageNetCurve.Original(Classes);
}
