using System.Runtime.InteropServices;
using TorchSharp.Libtorch.Tests.Nn;
using Xunit;
using static TorchSharp.torch;

namespace TorchSharp.Libtorch.Tests.Autograd;

public class BackwardTests
{
    [Fact]
    public void Backward_OfScalar_AccumulatesInLeaves()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }).requires_grad_();
        (x * x).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([5, 7], Peer.Numbers(x.grad!));
    }

    [Fact]
    public void Backward_OfSeveralElements_NeedsGradTensors()
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        Assert.Contains("scalar", Assert.Throws<ExternalException>(() => (x * 2).backward()).Message, StringComparison.Ordinal);
        (x * 2).backward([tensor(new[] { 1f, 10f })]);
        Assert.Equal([2, 20], Peer.Numbers(x.grad!));
        autograd.backward(x * 2, tensor(new[] { 1f, 1f }));
        Assert.Equal([4, 22], Peer.Numbers(x.grad!));
    }

    [Fact]
    public void Backward_OfSeveralTensors_AddsUp()
    {
        using var scope = NewDisposeScope();
        var x = ones([1]).requires_grad_();
        autograd.backward([x * 2, x * 5]);
        Assert.Equal(7, x.grad!.ToDouble());
    }

    [Fact]
    public void Backward_Inputs_LimitsWhereItAccumulates()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (ones([1]).requires_grad_(), ones([1]).requires_grad_());
        (x * y * 4).sum().backward(inputs: [y]);
        Assert.Null(x.grad);
        Assert.Equal(4, y.grad!.ToDouble());
    }

    [Fact]
    public void Backward_CreateGraph_DifferentiatesTheGradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0).requires_grad_();
        (x * x * x).backward(create_graph: true);
        var first = x.grad!;
        Assert.Equal(27, first.ToDouble());
        var second = autograd.grad([first], [x])[0];
        Assert.Equal(18, second.ToDouble());
    }

    [Fact]
    public void Backward_TwiceWithoutRetainGraph_Throws()
    {
        using var scope = NewDisposeScope();
        var x = ones([1]).requires_grad_();
        var y = (x * x).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Throws<ExternalException>(() => y.backward());
    }

    [Fact]
    public void Backward_WithoutGraph_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => ones([1]).backward());
    }

    [Fact]
    public void Grad_Inputs_AreReturnedAndNotAccumulated()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(2.0).requires_grad_(), tensor(5.0).requires_grad_());
        var grads = autograd.grad([x * x * y], [x, y], [tensor(10.0)]);
        Assert.Equal([200, 40], grads.Select(grad => grad.ToDouble()));
        Assert.Null(x.grad);
    }

    [Fact]
    public void Grad_UnusedInput_IsNullWhereAllowed()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(2.0).requires_grad_(), tensor(5.0).requires_grad_());
        Assert.Throws<ExternalException>(() => autograd.grad([x * 2], [x, y]));
        var grads = autograd.grad([x * 2], [x, y], allow_unused: true);
        Assert.Equal(2, grads[0].ToDouble());
        Assert.Null(grads[1]);
    }

    [Fact]
    public void Grad_OfIntermediate_IsKeptOnRequest()
    {
        using var scope = NewDisposeScope();
        var x = ones([2]).requires_grad_();
        var y = x * 3;
        y.retain_grad();
        (y * y).sum().backward();
        Assert.Equal([6, 6], Peer.Numbers(y.grad!));
        Assert.False(y.is_leaf);
    }

    [Fact]
    public void Detach_InTheMiddle_CutsTheGraph()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0).requires_grad_();
        (x * x.detach()).backward();
        Assert.Equal(3, x.grad!.ToDouble());
    }

    [Fact]
    public void RequiresGrad_OfComputedTensor_CannotBeTakenAway()
    {
        using var scope = NewDisposeScope();
        var y = ones([1]).requires_grad_() * 2;
        Assert.Throws<ExternalException>(() => y.requires_grad = false);
        Assert.Throws<ExternalException>(() => tensor(3L).requires_grad_());
    }

    [Fact]
    public void Result_DisposedBeforeBackward_StaysAliveInTheGraph()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }).requires_grad_();
        Tensor loss;
        using (var y = x.exp())
            loss = y.sum();
        loss.backward();
        Assert.Equal([Math.E, Math.E * Math.E], Peer.Numbers(x.grad!).Select(v => Math.Round(v, 5)), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void AnomalyMode_NaN_NamesTheFailure()
    {
        using var scope = NewDisposeScope();
        var x = tensor(0.0).requires_grad_();
        using (autograd.detect_anomaly())
        {
            Assert.True(AnomalyMode.IsEnabled);
            Assert.Contains("nan", Assert.Throws<ExternalException>(() => (x.sqrt() * 0).backward()).Message,
                StringComparison.OrdinalIgnoreCase);
        }
        Assert.False(AnomalyMode.IsEnabled);
        (x.sqrt() * 0).backward();
        Assert.True(double.IsNaN(x.grad!.ToDouble()));
    }
}
