using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class AugmentationRecipeTests
{
    // Value v of a pixel normalises to v / 255.
    private static readonly ChannelStatistics Plain = new(new Rgb(0, 0, 0), new Rgb(1, 1, 1));

    [Fact]
    public void Apply_PadCropFlip_EveryCropOfThePaddedImage()
    {
        const int Height = 5, Width = 6, Pad = 2;
        var image = Images.Random(1, 1, seed: 4, Height, Width).Image(0).ToArray();
        var crops = new Dictionary<string, int>();
        for (var top = 0; top <= 2 * Pad; top++)
            for (var left = 0; left <= 2 * Pad; left++)
                foreach (var mirror in new[] { false, true })
                    crops[Text(Crop(top, left, mirror))] = 0;
        Assert.Equal(50, crops.Count);

        var recipe = AugmentationRecipe.None with { CropPadding = Pad, Flip = true };
        for (ulong seed = 0; seed < 5000; seed++)
            crops[Text(Apply(recipe, image, Height, Width, seed))]++;
        Assert.Equal(50, crops.Count);
        Assert.All(crops.Values, n => Assert.InRange(n, 50, 150)); // 100 each, standard deviation 10

        float[] Crop(int top, int left, bool mirror)
        {
            var padded = new byte[3, Height + 2 * Pad, Width + 2 * Pad];
            for (var i = 0; i < image.Length; i++)
                padded[i / (Height * Width), i / Width % Height + Pad, i % Width + Pad] = image[i];
            return [.. from c in Enumerable.Range(0, 3)
                       from y in Enumerable.Range(0, Height)
                       from x in Enumerable.Range(0, Width)
                       select padded[c, top + y, left + (mirror ? Width - 1 - x : x)] / 255f];
        }
    }

    [Fact]
    public void Apply_PaddingBeyondTheImage_MayBeBlack()
    {
        var recipe = AugmentationRecipe.None with { CropPadding = 3 };
        var image = Images.Random(1, 1, seed: 1, 2, 2).Image(0).ToArray();
        var black = Enumerable.Range(0, 200).Count(seed => Apply(recipe, image, 2, 2, (ulong)seed).All(v => v == 0));
        Assert.InRange(black, 1, 199);
    }

    [Fact]
    public void Apply_Cutout_SquareAboutEveryPixelClipped()
    {
        const int Height = 6, Width = 7, Side = 4;
        var white = new byte[3 * Height * Width];
        Array.Fill(white, (byte)255);
        var expected = new Dictionary<string, int>();
        for (var cy = 0; cy < Height; cy++)
            for (var cx = 0; cx < Width; cx++)
            {
                var image = new float[white.Length];
                for (var i = 0; i < image.Length; i++)
                {
                    var (y, x) = (i / Width % Height, i % Width);
                    image[i] = y >= cy - 2 && y < cy + 2 && x >= cx - 2 && x < cx + 2 ? 0 : 1;
                }
                expected[Text(image)] = 0;
            }
        Assert.Equal(42, expected.Count);
        for (ulong seed = 0; seed < 4200; seed++)
            expected[Text(Apply(AugmentationRecipe.None with { CutoutLength = Side }, white, Height, Width, seed))]++;
        Assert.Equal(42, expected.Count);
        Assert.All(expected.Values, n => Assert.InRange(n, 50, 150));
    }

    [Fact]
    public void Apply_Cutout_LeavesTheMeanNotBlack()
    {
        var into = new float[3 * 32 * 32];
        var rng = new Rng(1);
        var image = new byte[into.Length];
        (AugmentationRecipe.None with { CutoutLength = 16 }).Apply(image, 32, 32, ChannelStatistics.Cifar100, into, ref rng);
        Assert.Contains(0f, into);
        Assert.Equal([0f, (float)(-0.50708 / 0.26733)], into[..1024].Distinct().OrderDescending());
        Assert.Equal([0f, (float)(-0.44092 / 0.27615)], into[2048..].Distinct().OrderDescending());
    }

    [Fact]
    public void Apply_SameStream_SameImage()
    {
        var image = Images.Random(1, 1).Image(0).ToArray();
        var results = new HashSet<string>();
        for (ulong seed = 0; seed < 50; seed++)
        {
            var once = Text(Apply(AugmentationRecipe.Cifar, image, 32, 32, seed));
            Assert.Equal(once, Text(Apply(AugmentationRecipe.Cifar, image, 32, 32, seed)));
            results.Add(once);
        }
        Assert.Equal(50, results.Count);
    }

    [Fact]
    public void Apply_WrongLength_Throws()
    {
        var error = Assert.Throws<ArgumentException>(() =>
        {
            var rng = new Rng(0);
            AugmentationRecipe.None.Apply(new byte[12], 2, 2, Plain, new float[11], ref rng);
        });
        Assert.Contains("Expected 12 values for 3x2x2, got an image of 12 and room for 11", error.Message, StringComparison.Ordinal);
    }

    private static float[] Apply(AugmentationRecipe recipe, byte[] image, int height, int width, ulong seed)
    {
        var into = new float[image.Length];
        var rng = new Rng(seed);
        recipe.Apply(image, height, width, Plain, into, ref rng);
        return into;
    }

    private static string Text(float[] image) => string.Join(' ', image.Select(v => MathF.Round(v * 255)));
}
