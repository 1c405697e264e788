using Workbook.Data;

namespace Workbook.Tests.Data;

/// <summary>Small sets with images that differ in every byte.</summary>
internal static class Images
{
    public static DataSource Source { get; } =
        new("test set", IsSynthetic: true, "Random pixels.", new Dictionary<string, string> { ["pixels"] = "00" });

    public static ImageSet Random(int count, int classes, ulong seed = 0, int height = 32, int width = 32)
    {
        var rng = new Rng(seed);
        var pixels = new byte[count * 3 * height * width];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)rng.NextInt(256);
        var labels = new int[count];
        for (var i = 0; i < count; i++)
            labels[i] = i % classes;
        return new ImageSet(pixels, labels, [.. Enumerable.Range(0, classes).Select(c => $"class {c}")], height, width, Source);
    }
}
