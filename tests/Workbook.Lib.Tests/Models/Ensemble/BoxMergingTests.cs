using Workbook.Data.Detection;
using Workbook.Models;
using Xunit;
using static TorchSharp.torch;

namespace Workbook.Tests.Models.Ensemble;

/// <summary>Boxes of two detectors, merged by hand.</summary>
[Collection(nameof(Alone))]
public sealed class BoxMergingTests
{
    private static readonly EnsembleConfig Config = new() { Classes = 2 };

    [Fact]
    public void Suppression_AcrossDetectors_BestOfEachCategoryStays()
    {
        using var scope = NewDisposeScope();
        // Moved by 1 of 10: overlap 90 / 110. Moved by 4: 60 / 140, too little.
        var merged = DetectorEnsemble.Merge(
            [Found((1, 0.8f, 0), (4, 0.3f, 0)), Found((0, 0.9f, 0), (1, 0.7f, 1))], Config);

        Assert.Equal([0.9f, 0.7f, 0.3f], merged.Scores.data<float>().ToArray());
        Assert.Equal([0L, 1, 0], merged.Labels.data<long>().ToArray());
        Assert.Equal([0f, 0, 10, 10, 1, 0, 11, 10, 4, 0, 14, 10], merged.Boxes.data<float>().ToArray());
    }

    [Fact]
    public void Voting_BoxesThatOverlap_MeanWeightedByScore()
    {
        using var scope = NewDisposeScope();
        // Voters for the first: itself and the one at 1. The one at 4 overlaps it too little, that of the other category does not vote.
        var merged = DetectorEnsemble.Merge(
            [Found((1, 0.6f, 0), (4, 0.3f, 0)), Found((0, 0.9f, 0), (1, 0.7f, 1))], Config with { Merging = BoxMerging.Voting });

        Assert.Equal([0.9f, 0.7f, 0.3f], merged.Scores.data<float>().ToArray());
        // (0.9 * 0 + 0.6 * 1) / 1.5 = 0.4; alone of its category: 1; overlap of 4 with 1 is 70 / 130: (0.3 * 4 + 0.6 * 1) / 0.9 = 2.
        Near([0.4f, 0, 10.4f, 10, 1, 0, 11, 10, 2, 0, 12, 10], merged.Boxes);
    }

    [Fact]
    public void Voting_ScoresOfZero_BoxStays()
    {
        using var scope = NewDisposeScope();
        var merged = DetectorEnsemble.Merge([Found((3, 0, 0), (4, 0, 0))], Config with { Merging = BoxMerging.Voting });

        Near([3, 0, 13, 10], merged.Boxes);
    }

    [Theory]
    [InlineData(BoxMerging.Suppression)]
    [InlineData(BoxMerging.Voting)]
    public void Merge_Limit_KeepsTheBest(BoxMerging merging)
    {
        using var scope = NewDisposeScope();
        var merged = DetectorEnsemble.Merge([Found((0, 0.5f, 0)), Found((50, 0.9f, 1), (100, 0.1f, 0))], Config with { Merging = merging, DetectionsPerImage = 2 });

        Assert.Equal([0.9f, 0.5f], merged.Scores.data<float>().ToArray());
    }

    [Fact]
    public void Rescoring_Factors_AreRatiosToTheLargest()
    {
        FrequencyGroup[] groups = [FrequencyGroup.Frequent, FrequencyGroup.Rare, FrequencyGroup.Common, FrequencyGroup.Rare];

        Assert.Equal([0.25, 1, 0.5, 1], new Rescoring(Rare: 4, Common: 2, Frequent: 1).Factors(groups));
        Assert.Equal([1, 1, 1, 1], new Rescoring(2, 2, 2).Factors(groups));
        Assert.Contains("Category 1", Assert.Throws<ArgumentException>(() => Rescoring.Default.Factors([FrequencyGroup.Rare, FrequencyGroup.None])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Rescoring(1, 0, 1).Factors(groups));
        Assert.Throws<ArgumentException>(() => new Rescoring(1, double.NaN, 1).Factors(groups));
    }

    /// <summary>Boxes of 10 x 10 at the top, given by their left edge.</summary>
    private static Detections Found(params (float Left, float Score, long Label)[] found) => new(
        tensor(found.SelectMany(f => new[] { f.Left, 0, f.Left + 10, 10 }).ToArray(), [found.Length, 4]), tensor(found.Select(f => f.Score).ToArray()),
        tensor(found.Select(f => f.Label).ToArray()), Masks: null);

    private static void Near(float[] expected, Tensor boxes)
    {
        Assert.Equal(expected.Length, boxes.NumberOfElements);
        foreach (var (edge, value) in boxes.data<float>().ToArray().Index())
            Assert.Equal(expected[edge], value, 1e-5f);
    }
}
