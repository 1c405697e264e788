using Workbook.Experiments;
using Workbook.Losses;
using Workbook.Results;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class DetectionExperimentTests
{
    public static TheoryData<Loss, Sampling> Variants => new()
    {
        { Loss.Sigmoid(), new Sampling.Uniform() },
        { Loss.Eql(Baselines.LvisLambda, excludesBackground: false), new Sampling.ClassAware() },
        { Loss.EqlDecay(new ThresholdFunction.GompertzDecay(), keepsListed: true), new Sampling.RepeatFactor(1e-3) },
        { Loss.EqlDecay(new ThresholdFunction.ExponentialDecay()), new Sampling.Uniform() },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Json_AnyProfile_ReadsBackEqual(Loss loss, Sampling sampling)
    {
        foreach (var profile in Enum.GetValues<Profile>())
        {
            Experiment experiment = (Baselines.MaskRcnnR50Fpn with { Loss = loss, Sampling = sampling }).Scaled(profile);
            Assert.Equal(experiment, RecordJson.FromJson<Experiment>(RecordJson.ToJson(experiment)));
        }
    }

    [Fact]
    public void Json_ReadAtMini_LeavesThePapersScaleAsItIs()
    {
        RecordJson.FromJson<Experiment>(RecordJson.ToJson(Baselines.MaskRcnnR50Fpn.Scaled(Profile.Mini)));

        Assert.Equal((1.0, 800, 1333, 300), (DetectorScale.Paper.Width, DetectorScale.Paper.ShorterEdge, DetectorScale.Paper.LongerEdge, DetectorScale.Paper.DetectionsPerImage));
        Assert.Same(DetectorScale.Paper, Baselines.MaskRcnnR50Fpn.Scale);
    }
}
