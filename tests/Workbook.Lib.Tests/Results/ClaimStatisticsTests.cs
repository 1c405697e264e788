using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public class ClaimStatisticsTests
{
    private readonly Outcomes outcomes = new();

    [Fact]
    public void Judge_SharedSeeds_IsPairedAsByHand()
    {
        // Seed by seed 2, 2.5 and 3: mean 2.5, deviation 0.5, half width 4.303 * 0.5 / sqrt(3) = 1.242.
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39);

        var contrast = Assert.Single(outcomes.Judge().Contrasts);

        Assert.Equal((2.5, 0.5), (contrast.Mean!.Value, contrast.Deviation!.Value));
        Assert.Equal(1.258, contrast.Lower!.Value, 0.001);
        Assert.Equal(3.742, contrast.Upper!.Value, 0.001);
        Assert.True(contrast.IsPaired);
        Assert.Equal([0, 1, 2], contrast.Seeds);
        Assert.Equal("top-1 gain > 0: here +2.50 [+1.26, +3.74] over 3 paired seeds, published +2.05", contrast.Summary);
    }

    [Fact]
    public void Judge_NoSharedSeeds_IsUnpaired()
    {
        // Welch as by hand in EstimateTests: variances 4 of three and 2 of two seeds, half width 4.9755.
        outcomes.Add("seql", 50, 52, 54).AddFrom(3, "softmax", 45, 47);

        var contrast = Assert.Single(outcomes.Judge().Contrasts);

        Assert.False(contrast.IsPaired);
        Assert.Null(contrast.Deviation);
        Assert.Equal((6.0, 6 - 4.9755), (contrast.Mean!.Value, contrast.Lower!.Value), Near);
        Assert.Equal("5 unpaired seeds", contrast.SeedsText);
    }

    [Fact]
    public void Judge_OneSharedSeed_IsUnpaired()
    {
        outcomes.Add("seql", 50, 52).AddFrom(1, "softmax", 45, 47);

        var contrast = Assert.Single(outcomes.Judge().Contrasts);

        Assert.Equal((false, 5.0), (contrast.IsPaired, contrast.Mean!.Value));
        Assert.Equal([0, 1, 2], contrast.Seeds);
    }

    [Fact]
    public void Judge_SomeSharedSeeds_UsesOnlyThese()
    {
        outcomes.Add("softmax", 40, 41).Add("seql", 42, 43, 99);

        var contrast = Assert.Single(outcomes.Judge().Contrasts);

        Assert.Equal((2.0, 2.0, 2.0), (contrast.Mean!.Value, contrast.Lower!.Value, contrast.Upper!.Value));
        Assert.Equal([0, 1], contrast.Seeds);
    }

    [Fact]
    public void Judge_TwoMetricsOfARow_AreOneSample()
    {
        // Few and many shot rise and fall together within a row: their difference does not vary, whatever each of them does.
        outcomes.Few = 20;
        outcomes.Add("seql", 50, 60).AddFrom(2, "softmax", 30, 34);
        var claim = Outcomes.Gain(0) with { Contrasts = [Contrast.GainBeyond("tail", "seql", "softmax", "few", "top1")] };

        var contrast = Assert.Single(outcomes.Judge(claim).Contrasts);

        // few = top1 - 20 in every run, so few - top1 is -20 in both rows.
        Assert.Equal((0.0, 0.0, 0.0), (contrast.Mean!.Value, contrast.Lower!.Value, contrast.Upper!.Value));
        Assert.Null(contrast.Published);
    }

    [Fact]
    public void Judge_SeedsRenamed_ChangesNothing()
    {
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39);
        var renamed = new Outcomes().Add("softmax", 36, 40, 44).Add("seql", 39, 42, 46.5);

        Assert.Equal(Numbers(outcomes.Judge()), Numbers(renamed.Judge()), NumbersNear);
    }

    [Fact]
    public void Judge_RecordsInAnotherOrder_ChangesNothing()
    {
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39);
        var before = Numbers(outcomes.Judge());

        outcomes.Reverse();

        Assert.Equal(before, Numbers(outcomes.Judge()));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(-17.04)]
    public void Judge_ConstantAddedToAllRows_ChangesNoContrast(double constant)
    {
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39);
        var shifted = new Outcomes().Add("softmax", 40 + constant, 44 + constant, 36 + constant).Add("seql", 42 + constant, 46.5 + constant, 39 + constant);

        Assert.Equal(Numbers(outcomes.Judge()), Numbers(shifted.Judge()), NumbersNear);
    }

    [Theory]
    [InlineData(2.0, 140, 200, 0, 0)] // a known effect of 4.5 standard errors: mostly seen, never denied
    [InlineData(0.0, 0, 12, 0, 12)] // none: either side once in forty, 5 of 200
    [InlineData(-2.0, 0, 0, 140, 200)] // the contrary: never confirmed, mostly denied
    public void Judge_SimulatedSeeds_IsSeldomWrong(double effect, int leastReproduced, int mostReproduced, int leastDenied, int mostDenied)
    {
        var normal = new NormalStream(3);
        var verdicts = Enumerable.Range(0, 200).Select(_ =>
        {
            double[] baseline = [.. Enumerable.Range(0, 5).Select(_ => normal.Next(40, 0.8))];
            return new Outcomes().Add("softmax", baseline).Add("seql", [.. baseline.Select(value => normal.Next(value + effect, 1))]).Judge().Verdict;
        }).ToArray();

        Assert.InRange(verdicts.Count(verdict => verdict == Verdict.Reproduced), leastReproduced, mostReproduced);
        Assert.InRange(verdicts.Count(verdict => verdict == Verdict.NotReproduced), leastDenied, mostDenied);
    }

    private static (double Mean, double Lower, double Upper, Verdict Verdict) Numbers(ClaimResult result) =>
        (result.Deciding.Mean!.Value, result.Deciding.Lower!.Value, result.Deciding.Upper!.Value, result.Verdict);

    private static IEqualityComparer<(double A, double B)> Near { get; } =
        EqualityComparer<(double A, double B)>.Create((x, y) => Math.Abs(x.A - y.A) < 0.001 && Math.Abs(x.B - y.B) < 0.001);

    private static IEqualityComparer<(double Mean, double Lower, double Upper, Verdict Verdict)> NumbersNear { get; } =
        EqualityComparer<(double Mean, double Lower, double Upper, Verdict Verdict)>.Create((x, y) =>
            Math.Abs(x.Mean - y.Mean) < 1e-9 && Math.Abs(x.Lower - y.Lower) < 1e-9 && Math.Abs(x.Upper - y.Upper) < 1e-9 && x.Verdict == y.Verdict);
}
