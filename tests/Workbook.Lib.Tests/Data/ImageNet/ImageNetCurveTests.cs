using Workbook.Data.ImageNet;
using Workbook.Data.Statistics;
using Workbook.Evaluation;
using Workbook.Experiments;
using Xunit;

namespace Workbook.Tests.Data.ImageNet;

public sealed class ImageNetCurveTests
{
    private const double Lambda = Baselines.ImageNetLambda;

    [Fact]
    public void Original_AllClasses_AreTheCountsWithThePublishedShots()
    {
        var counts = ImageNetCurve.Original(1000);

        Assert.Equal((1280, 5, 115_846), (counts[0], counts[^1], counts.Sum()));
        Assert.Equal(
            [(Shot.Many, 385), (Shot.Medium, 479), (Shot.Few, 136)], counts.CountBy(ClassificationEvaluator.ShotOf).Select(group => (group.Key, group.Value)));
    }

    [Fact]
    public void Original_FewClasses_EqualRanksFromTheLargestToTheSmallest()
    {
        var all = ImageNetCurve.Original(1000);

        // Ranks 0, 333, 666 and 999.
        Assert.Equal([all[0], all[333], all[666], all[999]], ImageNetCurve.Original(4));
    }

    [Fact]
    public void Original_Mini_KeepsTheSharesOfShots()
    {
        var shots = ImageNetCurve.Original(120).CountBy(ClassificationEvaluator.ShotOf).ToDictionary();

        // 385, 479 and 136 of 1,000 are 46.2, 57.5 and 16.3 of 120.
        Assert.Equal((46, 57, 17), (shots[Shot.Many], shots[Shot.Medium], shots[Shot.Few]));
    }

    [Fact]
    public void Scaled_Quarter_IsRoundedAndNeverZero()
    {
        var (original, scaled) = (ImageNetCurve.Original(120), ImageNetCurve.Scaled(120, 320));

        Assert.Equal((320, 1), (scaled[0], scaled[^1])); // 5 / 4 is 1
        Assert.All(original.Zip(scaled), count => Assert.InRange(count.Second - count.First / 4.0, -0.5, 0.5));
        Assert.Equal(1, ImageNetCurve.Scaled(120, 64)[^1]); // 5 / 20
    }

    [Theory]
    [InlineData(Profile.Mini)]
    [InlineData(Profile.Smoke)]
    public void Lambda_OfAProfile_HasTheTailOfImageNetLt(Profile profile)
    {
        var experiment = (ClassificationExperiment)(Baselines.ResNet10ImageNetLongTail with { Loss = Loss.SoftmaxEql(0.9, Lambda) }).Scaled(profile);
        var data = (SyntheticImageNetLt)experiment.Data;
        var (original, scaled) = (ImageNetCurve.Original(data.Classes), ImageNetCurve.Scaled(data.Classes, data.LargestClass));
        var lambda = ((Loss.SoftmaxEqlCase)experiment.Loss).Lambda;

        // On the real set: fewer than 4.3e-4 * 115,846 = 49.8 images.
        Assert.Equal(original.Select(count => count < 49.8), scaled.Select(count => (double)count / scaled.Sum() < lambda));
    }

    [Fact]
    public void Lambda_OnImageNetLt_MakesTheClassesOfTheRemarkTail() =>
        Assert.Equal(374, ImageNetLongTail.TrainCounts.Count(count => count / 115_846.0 < Lambda));

    [Fact]
    public void Threshold_TooFewImagesToPartThere_Throws() =>
        Assert.Contains("take more", Assert.Throws<ArgumentException>(() => ImageNetCurve.Threshold(Lambda, 120, 128)).Message, StringComparison.Ordinal);
}
