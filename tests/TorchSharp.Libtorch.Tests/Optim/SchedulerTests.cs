using TorchSharp.Libtorch.Tests.Nn;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Libtorch.Tests.Optim;

public class SchedulerTests
{
    private static readonly Dictionary<string, Func<Optimizer, lr_scheduler.LRScheduler>> Cases = new()
    {
        ["step"] = o => lr_scheduler.StepLR(o, 4, 0.3),
        ["multi step"] = o => lr_scheduler.MultiStepLR(o, [3, 7, 7, 10], 0.2),
        ["lambda"] = o => lr_scheduler.LambdaLR(o, e => Math.Pow(0.95, e)),
        ["multiplicative"] = o => lr_scheduler.MultiplicativeLR(o, e => 1.0 / (1 + e)),
        ["linear"] = o => lr_scheduler.LinearLR(o, 0.01, 1, 6),
        ["constant"] = o => lr_scheduler.ConstantLR(o, 0.25, 4),
        ["cosine"] = o => lr_scheduler.CosineAnnealingLR(o, 5, 0.001),
        ["exponential"] = o => lr_scheduler.ExponentialLR(o, 0.8),
        ["polynomial"] = o => lr_scheduler.PolynomialLR(o, 9, 0.9),
        ["sequential"] = o =>
            lr_scheduler.SequentialLR(o, [lr_scheduler.LinearLR(o, 0.1, 1, 4), lr_scheduler.MultiStepLR(o, [3, 6], 0.1)], [4]),
        ["sequential three"] = o => lr_scheduler.SequentialLR(
            o, [lr_scheduler.ConstantLR(o, 0.1, 10), lr_scheduler.ExponentialLR(o, 0.9), lr_scheduler.CosineAnnealingLR(o, 4)], [3, 8]),
        ["chained"] = o => lr_scheduler.ChainedLR([lr_scheduler.LinearLR(o, 0.1, 1, 4), lr_scheduler.MultiStepLR(o, [6, 9], 0.1)]),
    };

    public static TheoryData<string> Names => Peer.Names("rates");

    [Theory]
    [MemberData(nameof(Names))]
    public void Rates_OverSteps_EqualPython(string name)
    {
        using var scope = NewDisposeScope();
        using var optimizer = TwoGroups();
        var scheduler = Cases[name](optimizer);
        var step = 0;
        foreach (var expected in Peer.Case("rates", name).EnumerateArray())
        {
            if (step++ > 0)
                scheduler.step();
            var rates = optimizer.ParamGroups.Select(group => group.LearningRate).ToArray();
            Assert.Equal(rates, scheduler.get_last_lr());
            for (var i = 0; i < rates.Length; i++)
                Assert.Equal(expected[i].GetDouble(), rates[i], 1e-15);
        }
    }

    [Fact]
    public void StepToEpoch_ClosedForm_JumpsThere()
    {
        using var scope = NewDisposeScope();
        using var optimizer = TwoGroups();
        var scheduler = lr_scheduler.StepLR(optimizer, 2, 0.5);
        scheduler.step((int?)5);
        Assert.Equal([0.1, 0.0075], scheduler.get_last_lr());
        scheduler.step();
        Assert.Equal([0.05, 0.00375], scheduler.get_last_lr());
    }

    [Fact]
    public void Constructor_FirstStep_ChangesTheRateAtOnce()
    {
        using var scope = NewDisposeScope();
        using var optimizer = TwoGroups();
        lr_scheduler.LinearLR(optimizer, 0.5, 1, 4);
        Assert.Equal([0.2, 0.015], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.4, 0.03], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
    }

    [Fact]
    public void Resume_LastEpoch_GoesOnFromThere()
    {
        using var scope = NewDisposeScope();
        using var first = TwoGroups();
        var whole = lr_scheduler.LambdaLR(first, e => 1.0 / (1 + e));
        for (var i = 0; i < 6; i++)
            whole.step();
        using var second = TwoGroups();
        var rest = lr_scheduler.LambdaLR(second, e => 1.0 / (1 + e), last_epoch: 3);
        rest.step();
        rest.step();
        Assert.Equal(whole.get_last_lr(), rest.get_last_lr());
    }

    [Fact]
    public void LambdaLR_OneFunctionAGroup_AppliesEach()
    {
        using var scope = NewDisposeScope();
        using var optimizer = TwoGroups();
        var scheduler = new lr_scheduler.impl.LambdaLR(optimizer, [e => 1, e => 2]);
        Assert.Equal([0.4, 0.06], scheduler.get_last_lr());
        Assert.Throws<ArgumentException>(() => new lr_scheduler.impl.LambdaLR(optimizer, [e => 1]));
    }

    [Fact]
    public void Constructors_BadArguments_AreRefused()
    {
        using var scope = NewDisposeScope();
        using var optimizer = TwoGroups();
        using var other = TwoGroups();
        Assert.Throws<ArgumentOutOfRangeException>(() => lr_scheduler.LinearLR(optimizer, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => lr_scheduler.ConstantLR(optimizer, -1));
        var step = lr_scheduler.StepLR(optimizer, 1);
        Assert.Throws<ArgumentException>(() => lr_scheduler.SequentialLR(optimizer, [step], [1]));
        Assert.Throws<ArgumentException>(() => lr_scheduler.SequentialLR(other, [step, step], [1]));
        Assert.Throws<ArgumentException>(() => lr_scheduler.ChainedLR([step, lr_scheduler.StepLR(other, 1)]));
        Assert.Throws<ArgumentException>(() => lr_scheduler.ChainedLR([]));
    }

    private static SGD TwoGroups() => SGD(
        [new SGD.ParamGroup([new Parameter(zeros([2]))], new SGD.Options { LearningRate = 0.4 }),
        new SGD.ParamGroup([new Parameter(zeros([3]))], new SGD.Options { LearningRate = 0.03 })], 1);
}
