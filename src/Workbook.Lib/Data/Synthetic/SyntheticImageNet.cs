using System.Security.Cryptography;
using System.Runtime.InteropServices;
using Workbook.Data.Images;
using Workbook.Data.ImageNet;
using Workbook.Data.Transforms;

namespace Workbook.Data.Synthetic;

/// <summary>
/// A small stand-in for ImageNet-LT: images of one drawn object each, long-tailed in training and balanced in testing. As in most of ImageNet's photos the object is large: each image is a part of
/// a <see cref="SyntheticScene"/>, a square around the object and a quarter more, as far as it lies in the scene, scaled. The classes are combinations of shape, texture and colours that are no category of the synthetic detection sets, at ranks in random order, so that a frequent and a rare
/// class may look alike.
/// </summary>
/// <remarks>Each image is a pure function of split, class and index within the class, so larger sets contain the smaller ones.</remarks>
internal sealed class SyntheticImageNet : IPictures
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 64;

    private const int SceneSide = 96;
    private const double Margin = 1.25;
    private const ulong Seed = 0, Kind = 3; // after those of the detection sets and of their backbones
    private readonly RgbImage[] _images;

    private SyntheticImageNet(RgbImage[] images, int[] labels, IReadOnlyList<string> classNames, DataSource source) =>
        (_images, Labels, ClassNames, Source) = (images, labels, classNames, source);

    /// <summary>The most classes there can be.</summary>
    public static int MostClasses => SyntheticCatalogue.Others.Count;

    public DataSource Source { get; }

    public IReadOnlyList<string> ClassNames { get; }

    public int[] Labels { get; }

    public RgbImage Load(int picture, byte[] buffer) => _images[picture];

    /// <summary>Draws both splits.</summary>
    /// <param name="trainCounts">Training images of each class, at most <see cref="MostClasses"/> of them.</param>
    /// <param name="testPerClass">Test images of every class.</param>
    public static (SyntheticImageNet Train, SyntheticImageNet Test) Draw(IReadOnlyList<int> trainCounts, int testPerClass)
    {
        if (trainCounts.Count > MostClasses)
            throw new ArgumentException($"Expected at most {MostClasses} classes, got {trainCounts.Count}.", nameof(trainCounts));
        int[] order = [.. Enumerable.Range(0, MostClasses)];
        new Rng(Seed, Kind).Shuffle(order);
        var train = Draw(trainCounts, order, split: 0);
        var test = Draw([.. trainCounts.Select(_ => testPerClass)], order, split: 1);
        var source = new DataSource(
            "synthetic ImageNet-LT",
            IsSynthetic: true,
            $"Drawn by this program, no photographs: {trainCounts.Count} classes in images of {Side} x {Side} pixels, {train.Labels.Length} for training, from {trainCounts.Max()} to "
            + $"{trainCounts.Min()} a class, and {test.Labels.Length} for testing.",
            new SortedDictionary<string, string>(StringComparer.Ordinal) { ["synthetic test"] = Sha256(test), ["synthetic train"] = Sha256(train) });
        string[] names = [.. order.Take(trainCounts.Count).Select(category => SyntheticCatalogue.Others[category].Name)];
        return (new(train.Images, train.Labels, names, source), new(test.Images, test.Labels, names, source));
    }

    private static (RgbImage[] Images, int[] Labels) Draw(IReadOnlyList<int> counts, int[] order, ulong split)
    {
        (int Class, int Index)[] items = [.. counts.SelectMany((count, label) => Enumerable.Range(0, count).Select(index => (label, index)))];
        var images = new RgbImage[items.Length];
        Parallel.For(0, items.Length, i =>
        {
            var category = order[items[i].Class];
            var plan = new ImagePlan(SceneSide, SceneSide, [new PlannedObject(category, IsAnnotated: true, IsRequired: true)], [], [], new HashSet<int>());
            var key = new Rng(Seed, Kind, split, (ulong)category, (ulong)items[i].Index).NextUInt64();
            var scene = SyntheticScene.Draw(plan, SyntheticCatalogue.Others, Seed, (Kind, split, key));
            images[i] = BilinearResize.Resize(CroppedImages.Cut(scene.Image, Around(scene.Objects[0]), []), Side, Side);
        });
        return (images, [.. items.Select(item => item.Class)]);
    }

    private static CropWindow Around(SyntheticObject item)
    {
        var side = Math.Min(SceneSide, (int)(Margin * Math.Max(item.Right - item.Left, item.Bottom - item.Top)));
        return new(First(item.Top, item.Bottom), First(item.Left, item.Right), side, side);

        int First(int low, int high) => Math.Clamp((low + high - side) / 2, 0, SceneSide - side);
    }

    private static string Sha256((RgbImage[] Images, int[] Labels) split)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in split.Images)
            hash.AppendData(image.Pixels);
        hash.AppendData(MemoryMarshal.AsBytes(split.Labels.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
