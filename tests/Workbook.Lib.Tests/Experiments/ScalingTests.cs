using Workbook.Experiments;
using Xunit;

namespace Workbook.Tests.Experiments;

public sealed class ScalingTests
{
    private static readonly ClassificationExperiment Seql = Baselines.ResNet32Cifar100LongTail with { Loss = Loss.SoftmaxEql(0.95, 3e-3) };

    [Fact]
    public void Scaled_Paper_ChangesNothing() => Assert.Equal(Seql, Seql.Scaled(Profile.Paper));

    [Fact]
    public void Scaled_Mini_ShortensTheScheduleOnly()
    {
        var mini = (ClassificationExperiment)Seql.Scaled(Profile.Mini);

        // 1500 / 12800 = 0.1171875: warm-up 46.875, milestones 750 and 1125.
        Assert.Equal(1500, mini.Iterations);
        Assert.Equal(47, mini.Schedule.WarmupIterations);
        Assert.Equal([750, 1125], mini.Schedule.Milestones);
        Assert.Equal(Seql, mini with { Schedule = Seql.Schedule });
        Assert.Equal((0.1, 0.2, 0.1), (mini.Schedule.WarmupFrom, mini.Schedule.PeakLearningRate, mini.Schedule.Decay));
    }

    [Fact]
    public void Scaled_Smoke_KeepsWhatIsCompared()
    {
        var smoke = (ClassificationExperiment)Seql.Scaled(Profile.Smoke);

        Assert.True(smoke.Iterations <= 20);
        Assert.Equal(Seql, smoke with { Data = Seql.Data, BatchSize = Seql.BatchSize, Schedule = Seql.Schedule });
        Assert.Equal(Seql.Slug, smoke.Slug);
        Assert.True(smoke.Schedule.Milestones[^1] < smoke.Iterations);
    }

    [Fact]
    public void Equals_MilestonesDiffer_IsFalse()
    {
        var other = Seql with { Schedule = Seql.Schedule with { Milestones = [6_400, 9_601] } };
        var same = Seql with { Schedule = Seql.Schedule with { Milestones = new List<int> { 6_400, 9_600 } } };

        Assert.NotEqual(Seql, other);
        Assert.Equal(Seql, same);
        Assert.Equal(Seql.GetHashCode(), same.GetHashCode());
    }
}
