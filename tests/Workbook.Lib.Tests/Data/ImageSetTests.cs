using System.Security.Cryptography;
using Workbook.Data;
using Xunit;

namespace Workbook.Tests.Data;

public sealed class ImageSetTests
{
    [Fact]
    public void Constructor_WrongNumberOfPixels_SaysGotAndExpected()
    {
        var error = Assert.Throws<ArgumentException>(() => new ImageSet(new byte[11], [0], ["a"], 2, 2, Images.Source));
        Assert.Contains("test set: 1 images of 3x2x2 need 12 bytes, got 11", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Constructor_LabelWithoutClass_SaysWhich(int label)
    {
        var error = Assert.Throws<ArgumentException>(() => new ImageSet(new byte[24], [0, label], ["a", "b"], 2, 2, Images.Source));
        Assert.Contains($"image 1 has label {label}, expected 0..1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subset_Indices_ImagesLabelsAndSelectionHash()
    {
        var set = Images.Random(5, 3);
        var subset = set.Subset([4, 1, 1]);
        Assert.Equal([1, 1, 1], subset.Labels.ToArray());
        Assert.Equal(set.Image(4).ToArray(), subset.Image(0).ToArray());
        Assert.Equal(set.Image(1).ToArray(), subset.Image(2).ToArray());
        Assert.Equal([0, 3, 0], subset.CountPerClass());
        byte[] indices = [4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
        var hash = SHA256.HashData(indices);
        Assert.Equal(Convert.ToHexStringLower(hash), subset.Source.Sha256["selection"]);
        Assert.Equal("00", subset.Source.Sha256["pixels"]);

        var again = subset.Subset([2]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. hash, 2, 0, 0, 0])), again.Source.Sha256["selection"]);
    }

    [Fact]
    public void Image_OutOfRange_Throws()
    {
        var set = Images.Random(2, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Image(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Subset([-1]));
    }

    [Fact]
    public void Statistics_TwoPixels_ByHand()
    {
        // R 0 and 255, G 51 and 153, B 102 and 104: means 127.5, 102, 103; deviations 127.5, 51, 1.
        var set = new ImageSet([0, 255, 51, 153, 102, 104], [0], ["a"], 1, 2, Images.Source);
        var statistics = ChannelStatistics.Of(set);
        Assert.Equal(0.5, statistics.Mean.R, 12);
        Assert.Equal(0.4, statistics.Mean.G, 12);
        Assert.Equal(103 / 255.0, statistics.Mean.B, 12);
        Assert.Equal(0.5, statistics.Std.R, 12);
        Assert.Equal(0.2, statistics.Std.G, 12);
        Assert.Equal(1 / 255.0, statistics.Std.B, 12);
    }

    [Fact]
    public void Statistics_OneValue_Throws() =>
        Assert.Throws<ArgumentException>(() => ChannelStatistics.Of(new ImageSet([1, 1, 2, 3, 4, 5], [0], ["a"], 1, 2, Images.Source)));
}
