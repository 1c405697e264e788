using System.Security.Cryptography;

namespace Workbook.Data;

/// <summary>
/// A stand-in for CIFAR-100 where the real set is not at hand: 32x32 RGB drawings of 100 classes, 20 shapes by 5 textures, with random
/// pose, size, colours, background, clutter, occlusion and noise. Every number obtained from it is marked as synthetic.
/// </summary>
/// <remarks>
/// Each image is a pure function of (seed, split, class, index within the class), so longer sets contain the shorter ones. Drawing uses
/// additions, multiplications, divisions, square roots, floors and comparisons in double precision only, which IEEE 754 defines to the last
/// bit: the same bytes on every machine. Class c is shape c % 20 in texture (c / 20 + c) % 5: frequent and rare classes share shapes and
/// textures.
/// </remarks>
public static class SyntheticCifar
{
    private const int Side = 32;
    private const int Classes = 100;
    private const int ImageBytes = ImageSet.Channels * Side * Side;
    private const int Shapes = 20;
    private const int Textures = 5;

    /// <summary>Draws both splits.</summary>
    /// <param name="trainCounts">Training images of each of the 100 classes, e.g. of <see cref="LongTail.Counts"/>.</param>
    /// <param name="testPerClass">Test images of every class.</param>
    /// <param name="seed">Another seed gives other images of the same classes.</param>
    /// <returns>Images in random order (<see cref="Rng.Shuffle"/> of <c>new Rng(seed, split)</c>). The source holds the SHA-256 of pixels
    /// and labels of each split.</returns>
    /// <exception cref="ArgumentException">There are not 100 counts, or one is negative.</exception>
    public static (ImageSet Train, ImageSet Test) Make(ReadOnlySpan<int> trainCounts, int testPerClass, ulong seed)
    {
        if (trainCounts.Length != Classes)
            throw new ArgumentException(
                $"Expected a count for each of the {Classes} classes, got {trainCounts.Length}.", nameof(trainCounts));
        var least = trainCounts[trainCounts.IndexOfAnyInRange(int.MinValue, -1) is var negative and >= 0 ? negative : 0];
        ArgumentOutOfRangeException.ThrowIfNegative(least, nameof(trainCounts));
        ArgumentOutOfRangeException.ThrowIfNegative(testPerClass);

        var train = Draw(trainCounts, seed, split: 0);
        var test = Draw([.. Enumerable.Repeat(testPerClass, Classes)], seed, split: 1);
        var sha256 = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["synthetic test"] = Sha256(test),
            ["synthetic train"] = Sha256(train),
        };
        var source = new DataSource(
            "synthetic CIFAR-100",
            IsSynthetic: true,
            $"Drawn by this program, no photographs: {Shapes} shapes in {Textures} textures, {train.Labels.Length} training and "
            + $"{test.Labels.Length} test images, seed {seed}.",
            sha256);
        string[] names = [.. Enumerable.Range(0, Classes).Select(c => $"{TextureOf(c)} {ShapeOf(c)}".ToLowerInvariant())];
        return (Set(train.Pixels, train.Labels), Set(test.Pixels, test.Labels));

        ImageSet Set(byte[] pixels, int[] labels) => new(pixels, labels, names, Side, Side, source);
    }

    internal static SyntheticShape ShapeOf(int classIndex) => (SyntheticShape)(classIndex % Shapes);

    internal static SyntheticTexture TextureOf(int classIndex) => (SyntheticTexture)((classIndex / Shapes + classIndex) % Textures);

    private static (byte[] Pixels, int[] Labels) Draw(ReadOnlySpan<int> counts, ulong seed, ulong split)
    {
        var items = new List<(int Class, int Index)>();
        for (var c = 0; c < counts.Length; c++)
            for (var i = 0; i < counts[c]; i++)
                items.Add((c, i));
        int[] order = [.. Enumerable.Range(0, items.Count)];
        new Rng(seed, split).Shuffle(order);

        var pixels = new byte[items.Count * ImageBytes];
        var labels = new int[items.Count];
        Parallel.For(0, items.Count, place =>
        {
            var (classIndex, index) = items[order[place]];
            labels[place] = classIndex;
            var rng = new Rng(seed, split, (ulong)classIndex, (ulong)index);
            SyntheticDrawing.Draw(ShapeOf(classIndex), TextureOf(classIndex), ref rng, pixels.AsSpan(place * ImageBytes, ImageBytes), Side);
        });
        return (pixels, labels);
    }

    private static string Sha256((byte[] Pixels, int[] Labels) split)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(split.Pixels);
        hash.AppendData(Array.ConvertAll(split.Labels, label => (byte)label));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
