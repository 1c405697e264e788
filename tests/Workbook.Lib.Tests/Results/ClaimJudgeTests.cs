using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public class ClaimJudgeTests
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

    [Theory]
    [InlineData(0, Verdict.Reproduced, "Its 95 % interval lies above 0.")]
    [InlineData(1.2, Verdict.Reproduced, "Its 95 % interval lies above 1.2.")]
    [InlineData(1.3, Verdict.Inconclusive, "Its 95 % interval spans 1.3.")]
    [InlineData(3.7, Verdict.Inconclusive, "Its 95 % interval spans 3.7.")]
    [InlineData(3.8, Verdict.NotReproduced, "Its 95 % interval lies at or below 3.8.")]
    public void Judge_Interval_IsHeldAgainstTheMargin(double margin, Verdict expected, string reason)
    {
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39); // [1.258, 3.742], as above

        var result = outcomes.Judge(Outcomes.Gain(margin));

        Assert.Equal((expected, reason), (result.Verdict, result.Reason));
    }

    [Fact]
    public void Judge_AtTheMarginInEverySeed_IsNotReproduced()
    {
        // 43.38 - 41.33 is a little more than 2.05 in binary fractions.
        outcomes.Add("softmax", 41.33, 41.33).Add("seql", 43.38, 43.38);

        Assert.Equal(Verdict.NotReproduced, outcomes.Judge(Outcomes.Gain(2.05)).Verdict);
        Assert.Equal(Verdict.Reproduced, outcomes.Judge(Outcomes.Gain(2.04)).Verdict);
    }

    [Fact]
    public void Judge_OneSeed_IsInconclusiveWithoutInterval()
    {
        outcomes.Add("softmax", 24.29).Add("seql", 44.7);

        var result = outcomes.Judge();

        Assert.Equal((Verdict.Inconclusive, "There are fewer than two seeds of a row, so there is no interval."), (result.Verdict, result.Reason));
        Assert.Equal("top-1 gain > 0: here +20.41 over 1 seed, published +2.05", result.Deciding.Summary);
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
    public void Judge_MissingRow_IsInconclusiveAndNamesIt()
    {
        outcomes.Add("seql", 42, 43);

        var result = outcomes.Judge();

        Assert.Equal((Verdict.Inconclusive, "No run of The softmax is recorded at this profile."), (result.Verdict, result.Reason));
        Assert.Equal("top-1 gain > 0: published +2.05", result.Deciding.Summary);
        Assert.Empty(result.Deciding.Seeds);
    }

    [Fact]
    public void Judge_MissingMetric_IsInconclusiveAndNamesIt()
    {
        outcomes.Add("softmax", 41, 42).Add("seql", 42, 43);

        var result = outcomes.Judge(Outcomes.Gain(0) with { Contrasts = [Contrast.Gain("tail", "seql", "softmax", "medium")] });

        Assert.Equal((Verdict.Inconclusive, "The runs of The seql lack a metric (medium)."), (result.Verdict, result.Reason));
    }

    [Fact]
    public void Judge_DivergedSeed_IsInconclusive()
    {
        outcomes.Add("softmax", 31, 32, 33).Add("seql", 42, 43, 44).Diverge("seql", seed: 3);

        var result = outcomes.Judge();

        Assert.Equal((Verdict.Inconclusive, "Training of The seql diverged for seed 3."), (result.Verdict, result.Reason));
    }

    [Fact]
    public void Judge_Smoke_IsNotComparableAndHasNoNumbers()
    {
        outcomes.Profile = Profile.Smoke;
        outcomes.Add("softmax", 1, 2).Add("seql", 50, 51);

        var result = outcomes.Judge();

        Assert.Equal((Verdict.NotComparable, "Smoke runs only show that everything runs."), (result.Verdict, result.Reason));
        Assert.Equal("top-1 gain > 0: published +2.05", result.Deciding.Summary);
    }

    [Fact]
    public void Judge_QuotedRow_IsNotComparable()
    {
        outcomes.Profile = Profile.Paper;
        outcomes.Add("seql", 50, 51);

        var result = outcomes.Judge(Outcomes.Gain(0) with { Contrasts = [Contrast.Gain("top-1", "seql", "quoted", "top1")] });

        Assert.Equal(
            (Verdict.NotComparable, "The number of The quoted is quoted from Someone 2019, of another recipe, and not trained here."), (result.Verdict, result.Reason));
        Assert.Equal("top-1 > 0: published +5.47 (copied)", result.Deciding.Summary);
    }

    [Theory]
    [InlineData("data", "data (CIFAR-100; synthetic)")]
    [InlineData("device", "device (cpu; cuda)")]
    [InlineData("libtorch", "libtorch (1.13.1; 2.11)")]
    [InlineData("code", "training code (code1; code2)")]
    public void Judge_UnlikeRows_AreNotComparable(string what, string difference)
    {
        outcomes.Add("seql", 50, 51);
        outcomes.Change = spec => what switch
        {
            "data" => spec with { Data = Samples.Synthetic },
            "device" => spec with { Device = "cuda" },
            "libtorch" => spec with { Libtorch = "2.11" },
            _ => spec with { TrainingCode = "code2" },
        };
        outcomes.Add("softmax", 40, 41);

        var result = outcomes.Judge();

        Assert.Equal((Verdict.NotComparable, $"Its rows differ in {difference}."), (result.Verdict, result.Reason));
        Assert.Null(result.Deciding.Mean);
    }

    [Fact]
    public void Judge_DataOfOneNameButOtherContent_IsNotComparable()
    {
        outcomes.Add("seql", 50, 51);
        outcomes.Change = spec => spec with { Data = Samples.Real with { Sha256 = new Dictionary<string, string> { ["train.bin"] = "other" } } };
        outcomes.Add("softmax", 40, 41);

        Assert.Matches(@"^Its rows differ in data \(CIFAR-100 [0-9a-f]{8}; CIFAR-100 [0-9a-f]{8}\)\.$", outcomes.Judge().Reason);
    }

    [Theory]
    [InlineData(Profile.Mini, false, Verdict.NotComparable, "The size of an effect can be judged only at profile paper.")]
    [InlineData(Profile.Paper, true, Verdict.NotComparable, "On SYNTHETIC data, the size of an effect can be judged only on the paper's data.")]
    [InlineData(Profile.Paper, false, Verdict.Reproduced, "Its 95 % interval lies above 0.")]
    public void Judge_AbsoluteSize_NeedsThePapersScaleAndData(Profile profile, bool synthetic, Verdict expected, string reason)
    {
        outcomes.Profile = profile;
        outcomes.Change = spec => synthetic ? spec with { Data = Samples.Synthetic } : spec;
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39);

        var result = outcomes.Judge(Outcomes.Gain(0) with { NeedsPaperScale = true });

        Assert.Equal((expected, reason), (result.Verdict, result.Reason));
    }

    [Fact]
    public void Judge_SyntheticData_IsSaidWhereverANumberStands()
    {
        outcomes.Change = spec => spec with { Data = Samples.Synthetic };
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39);

        var result = outcomes.Judge();

        Assert.True(result.IsSynthetic);
        Assert.Equal((Verdict.Reproduced, "On SYNTHETIC data, its 95 % interval lies above 0."), (result.Verdict, result.Reason));
        Assert.Equal("+2.50 [+1.26, +3.74] (SYNTHETIC)", result.Deciding.MeasuredText);
    }

    [Theory]
    [InlineData("above above", Verdict.Reproduced, 0, "Both contrasts are reproduced, the deciding one because its 95 % interval lies above 0.")]
    [InlineData("above spans above", Verdict.Inconclusive, 1, "1 of 3 contrasts are inconclusive, the deciding one because its 95 % interval spans 1.3.")]
    [InlineData("spans quoted missing", Verdict.NotComparable, 1, null)]
    [InlineData("quoted below spans above", Verdict.NotReproduced, 1, null)]
    [InlineData("missing spans", Verdict.Inconclusive, 1, "Both contrasts are inconclusive, the deciding one because its 95 % interval spans 1.3.")]
    public void Judge_SeveralContrasts_FollowsTheWorst(string contrasts, Verdict expected, int deciding, string? reason)
    {
        outcomes.Add("softmax", 40, 44, 36).Add("seql", 42, 46.5, 39);
        Contrast Of(string kind) => kind switch
        {
            "above" => Contrast.Gain(kind, "seql", "softmax", "top1"),
            "spans" => Contrast.Gain(kind, "seql", "softmax", "top1", margin: 1.3),
            "below" => Contrast.Gain(kind, "seql", "softmax", "top1", margin: 4),
            "missing" => Contrast.Gain(kind, "seql", "focal", "top1"),
            _ => Contrast.Gain(kind, "seql", "quoted", "top1"),
        };

        var result = outcomes.Judge(Outcomes.Gain(0) with { Contrasts = [.. contrasts.Split(' ').Select(Of)] });

        Assert.Equal(expected, result.Verdict);
        Assert.Same(result.Contrasts[deciding], result.Deciding);
        if (reason is not null)
            Assert.Equal(reason, result.Reason);
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
    [InlineData(2.0, 0.7, 0.0)] // a known effect, four standard errors of the mean wide: seen often, never denied
    [InlineData(0.0, 0.0, 0.06)] // none: each side of 0 once in forty
    [InlineData(-2.0, 0.0, 1.0)] // the contrary: never confirmed
    public void Judge_SimulatedSeeds_IsSeldomWrong(double effect, double leastReproduced, double mostNotReproduced)
    {
        var normal = new NormalStream(3);
        var verdicts = Enumerable.Range(0, 200).Select(_ =>
        {
            double[] baseline = [.. Enumerable.Range(0, 5).Select(_ => normal.Next(40, 0.8))];
            return new Outcomes().Add("softmax", baseline).Add("seql", [.. baseline.Select(value => normal.Next(value + effect, 1))]).Judge().Verdict;
        }).ToArray();

        Assert.True(verdicts.Count(verdict => verdict == Verdict.Reproduced) >= leastReproduced * 200);
        Assert.True(verdicts.Count(verdict => verdict == Verdict.NotReproduced) <= mostNotReproduced * 200);
        if (effect <= 0)
            Assert.True(verdicts.Count(verdict => verdict == Verdict.Reproduced) <= (effect < 0 ? 0 : 0.06 * 200));
        if (effect < 0)
            Assert.True(verdicts.Count(verdict => verdict == Verdict.NotReproduced) >= 0.7 * 200);
    }

    private static (double Mean, double Lower, double Upper, Verdict Verdict) Numbers(ClaimResult result) =>
        (result.Deciding.Mean!.Value, result.Deciding.Lower!.Value, result.Deciding.Upper!.Value, result.Verdict);

    private static IEqualityComparer<(double A, double B)> Near { get; } =
        EqualityComparer<(double A, double B)>.Create((x, y) => Math.Abs(x.A - y.A) < 0.001 && Math.Abs(x.B - y.B) < 0.001);

    private static IEqualityComparer<(double Mean, double Lower, double Upper, Verdict Verdict)> NumbersNear { get; } =
        EqualityComparer<(double Mean, double Lower, double Upper, Verdict Verdict)>.Create((x, y) =>
            Math.Abs(x.Mean - y.Mean) < 1e-9 && Math.Abs(x.Lower - y.Lower) < 1e-9 && Math.Abs(x.Upper - y.Upper) < 1e-9 && x.Verdict == y.Verdict);
}
