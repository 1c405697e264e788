using System.Security.Cryptography;
using Workbook.Data.Images;

namespace Workbook.Data.Synthetic;

/// <summary>
/// A balanced set of small images of one object each, drawn as in <see cref="SyntheticDetection"/>; its classes are the combinations of shape, texture
/// and colours that are no category there, so that a network trained on it has seen no object of those.
/// </summary>
internal static class SyntheticObjects
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 64;

    private const ulong Kind = 2; // after those of the detection sets

    /// <summary>Number of classes.</summary>
    public static int Classes => SyntheticCatalogue.Others.Count;

    /// <summary>What the set is, for a run's identity.</summary>
    public static DataSource Source { get; } = new(
        "synthetic objects", IsSynthetic: true, $"SYNTHETIC: drawn by a program, no photographs. {Classes} classes of objects in images of {Side} x {Side} pixels.",
        new Dictionary<string, string> { ["pixels of the first of each class"] = Convert.ToHexStringLower(SHA256.HashData(Draw(SyntheticCatalogue.Others.Count, 0))) });

    /// <summary>Draws images; image i is of class i % <see cref="Classes"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="split">0 for training, 1 for test: other images.</param>
    /// <returns>Red, green and blue of each pixel, row by row, image after image.</returns>
    public static byte[] Draw(int count, int split)
    {
        const int Bytes = Side * Side * RgbImage.Channels;
        var pixels = new byte[checked(count * Bytes)];
        Parallel.For(0, count, i =>
        {
            var plan = new ImagePlan(Side, Side, [new PlannedObject(i % Classes, IsAnnotated: true, IsRequired: true)], [], [], new HashSet<int>());
            SyntheticScene.Draw(plan, SyntheticCatalogue.Others, seed: 0, (Kind, (ulong)split, (ulong)i)).Image.Pixels.CopyTo(pixels.AsSpan(i * Bytes, Bytes));
        });
        return pixels;
    }
}
