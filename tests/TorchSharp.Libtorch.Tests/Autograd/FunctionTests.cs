using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Libtorch.Tests.Nn;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Autograd;

public class FunctionTests
{
    [Fact]
    public void Single_SavedTensorsAndData_GiveTheGradient() =>
        GradientCheck.Check(x => SquareTimes.apply(x[0], x[1], 1.5), [2, 3], [2, 3]);

    [Fact]
    public void Single_SecondDerivative_GoesThroughBackward() => GradientCheck.Check(
        x =>
        {
            var leaf = x[0].requires_grad ? x[0] : x[0].detach().requires_grad_();
            using var enabled = enable_grad();
            return autograd.grad([SquareTimes.apply(leaf, x[1], 1.0).sum()], [leaf], create_graph: true)[0];
        },
        [2, 2], [2, 2]);

    [Fact]
    public void Forward_Always_RunsWithoutGradients()
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        var y = SquareTimes.apply(x, ones([2]), 1.0);
        Assert.True(y.requires_grad);
        using (no_grad())
            Assert.False(SquareTimes.apply(x, ones([2]), 1.0).requires_grad);
        Assert.True(is_grad_enabled());
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public void Exceptions_ThrownByTheFunction_ReachTheCaller(string deviceName)
    {
        var device = Peer.DeviceOrSkip(deviceName);
        using var scope = NewDisposeScope();
        var x = ones([2], device: device).requires_grad_();
        Assert.Equal("thrown in forward", Assert.Throws<TimeZoneNotFoundException>(() => Failing.apply(x, "forward")).Message);
        var thrown = Assert.Throws<TimeZoneNotFoundException>(() => Failing.apply(x * 2, "backward").sum().backward());
        Assert.Equal("thrown in backward", thrown.Message);
        Assert.Contains(nameof(Failing), thrown.StackTrace, StringComparison.Ordinal);
        Assert.Throws<TimeZoneNotFoundException>(() => autograd.grad([Failing.apply(x, "backward").sum()], [x]));
        Assert.Contains("2 arguments", Assert.Throws<InvalidOperationException>(() => Failing.apply(x, "count").sum().backward()).Message,
            StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => Failing.apply(x, "libtorch").sum().backward());
        Failing.apply(x, "nowhere").sum().backward();
        Assert.Equal([1, 1], Peer.Numbers(x.grad!));
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void NonDifferentiable_Result_RequiresNoGrad()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -1f, 2f, 3f }).requires_grad_();
        var results = CountPositive.apply(x);
        Assert.True(results[0].requires_grad);
        Assert.False(results[1].requires_grad);
        Assert.Equal(2, results[1].ToDouble());
        results[0].sum().backward();
        Assert.Equal([10, 10, 10], Peer.Numbers(x.grad!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MaterializeGrads_UnusedResult_IsZerosOrNull(bool materialize)
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        TwoAndThree.apply(x, materialize)[1].sum().backward();
        Assert.Equal([materialize, true], TwoAndThree.Given);
        Assert.Equal([3, 3], Peer.Numbers(x.grad!));
    }

    [Fact]
    public void MarkDirty_ChangedInput_IsPartOfTheGraph()
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        var y = x * 3;
        var z = DoubleInPlace.apply(y);
        Assert.Equal([6, 6], Peer.Numbers(y));
        (z * 5).sum().backward();
        Assert.Equal([30, 30], Peer.Numbers(x.grad!));
    }

    [Fact]
    public void SavedTensor_ChangedAfterwards_IsDetected()
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        var y = ones([2]);
        var z = SquareTimes.apply(x, y, 1.0);
        y.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => z.sum().backward()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_Twice_NeedsRetainGraph()
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        var loss = SquareTimes.apply(x, ones([2]), 1.0).sum();
        loss.backward(retain_graph: true);
        loss.backward();
        Assert.Equal([4, 4], Peer.Numbers(x.grad!));
        Assert.Throws<ExternalException>(() => loss.backward());
    }

    [Fact]
    public void GetData_UnknownKey_ListsTheKnown()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("known", Assert.Throws<KeyNotFoundException>(() => AsksForUnknown.apply(ones([1]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_ManyTimes_LeaveNothingAlive()
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        Train(x);
        Tensors.LifetimeTests.CollectWhatOthersLeft();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 20; i++)
            Train(x);
        Assert.Equal(before, Tensor.TotalCount);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Train(Tensor x)
        {
            using var step = NewDisposeScope();
            SquareTimes.apply(x, ones([2]), 2.0).sum().backward();
        }
    }

    private sealed class AsksForUnknown : autograd.SingleTensorFunction<AsksForUnknown>
    {
        public override string Name => nameof(AsksForUnknown);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("known", 1);
            return (Tensor)ctx.get_data("unknown");
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }
}
