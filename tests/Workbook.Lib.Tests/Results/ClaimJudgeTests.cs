using Workbook.Experiments;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Results;

public class ClaimJudgeTests
{
    private readonly Outcomes outcomes = new();

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
    [InlineData("above spans above", Verdict.Inconclusive, 1, "1 of 3 contrasts is inconclusive, the deciding one because its 95 % interval spans 1.3.")]
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
}
