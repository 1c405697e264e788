using Workbook.Data.Detection;
using Workbook.Data.Statistics;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Losses;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class TailThresholdsTests
{
    private static readonly IReadOnlyList<SyntheticCategory> Categories = SyntheticCatalogue.For(SyntheticDetectionSize.Mini);

    private static readonly ClassFrequency Frequency = new([.. Categories.Select(category => (long)category.TrainImages)], 2000, "mini", "");

    private static readonly TailThresholds Mini =
        TailThresholds.Between(new Lvis(), new SyntheticLongTail(SyntheticDetectionKind.Lvis, SyntheticDetectionSize.Mini));

    public static TheoryData<double, double> Known =>
        [.. PublishedTailRatio.All.Select(ratio => (ratio.Lambda, ratio.Percent)), (1e-3, TailThresholds.RepeatFactorPercent)];

    // Of 2,000 images: common categories are in up to 80, frequent ones in 102 or more, and 91 / 2000 = 0.0455; rare ones in up to 10, common ones in 11 or more.
    [Fact]
    public void Of_TheTwoNamedLambdas_LieHalfWayBetweenTheGroups()
    {
        Assert.Equal(0.0455, Mini.Of(1.76e-3));
        Assert.Equal(0.00525, Mini.Of(1.76e-4));
        Assert.Equal(Categories.Select(category => category.Group != FrequencyGroup.Frequent), Frequency.Tail(Mini.Of(1.76e-3)));
        Assert.Equal(Categories.Select(category => category.Group == FrequencyGroup.Rare), Frequency.Tail(Mini.Of(1.76e-4)));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Of_AnyThreshold_HasTheNearestTailRatioThatThereIs(double threshold, double percent)
    {
        // A tail is the least frequent categories, none to all of them, with equally frequent ones together.
        var counts = Categories.Select(category => (double)category.TrainImages).ToArray();
        var possible = counts.Distinct().Prepend(0).Select(bound => 100 * counts.Where(count => count <= bound).Sum() / counts.Sum());

        Assert.Equal(possible.Min(ratio => Math.Abs(ratio - percent)), Math.Abs(100 * Frequency.TailRatio(Mini.Of(threshold)) - percent), 9);
    }

    [Fact]
    public void Scaled_Decays_StretchTheirFrequencies()
    {
        // 0.0455 / 1.76e-3 = 25.852: 400 / 25.852 = 15.47, 3000 / 25.852 = 116.04.
        Assert.Equal(
            Loss.EqlDecay(new ThresholdFunction.ExponentialDecay(15.47, 2), keepsListed: true),
            Mini.Scaled(Loss.EqlDecay(new ThresholdFunction.ExponentialDecay(), keepsListed: true)));
        Assert.Equal(Loss.EqlDecay(new ThresholdFunction.GompertzDecay(1, 80, 116)), Mini.Scaled(Loss.EqlDecay(new ThresholdFunction.GompertzDecay())));
    }

    [Fact]
    public void Scaled_Eql_KeepsItsOtherNumbers() => Assert.Equal(
        Loss.Eql(0.0455, excludesBackground: false, keepsListed: true), Mini.Scaled(Loss.Eql(1.76e-3, excludesBackground: false, keepsListed: true)));

    [Fact]
    public void RepeatFactorPercent_IsThatOfTheTrainingSet() => Assert.Equal(
        TailThresholds.RepeatFactorPercent, Math.Round(100 * LvisCategories.Frequency(LvisCategories.TrainImages).TailRatio(1e-3), 2));

    [Fact]
    public void Of_UnknownThreshold_NamesTheKnown()
    {
        var problem = Assert.Throws<ArgumentException>(() => Mini.Of(0.123));

        Assert.StartsWith("The tail ratio of threshold 0.123 on lvis is not known; known are 0, 0.000176, 0.0005,", problem.Message, StringComparison.Ordinal);
    }
}
