using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Libtorch.Tests.Nn;

public class HookTests
{
    private sealed class Sum() : Module<Tensor, Tensor, Tensor>("Sum")
    {
        public override Tensor forward(Tensor input1, Tensor input2) => input1 + input2;
    }

    [Fact]
    public void Call_WithHooks_RunsThemAroundForward()
    {
        using var scope = NewDisposeScope();
        using var relu = ReLU();
        var order = new List<string>();
        var first = relu.register_forward_pre_hook((module, x) =>
        {
            order.Add("pre");
            return x - 1;
        });
        relu.register_forward_pre_hook(_ => order.Add("module pre"));
        relu.register_forward_hook((module, x, y) =>
        {
            order.Add("post");
            return y * 10;
        });
        var last = relu.register_forward_hook((Module _) => order.Add("module post"));
        var input = tensor(new[] { 1f, 3f });
        Assert.Equal([0, 20], Peer.Numbers(relu.call(input)));
        Assert.Equal(["pre", "module pre", "post", "module post"], order);
        Assert.Equal([1, 3], Peer.Numbers(relu.forward(input)));
        first.remove();
        last.remove();
        Assert.Equal([10, 30], Peer.Numbers(relu.call(input)));
    }

    [Fact]
    public void Call_HookReturnsNull_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var relu = ReLU();
        relu.register_forward_pre_hook((_, _) => null!);
        relu.register_forward_hook((_, _, _) => null!);
        Assert.Equal([0, 3], Peer.Numbers(relu.call(tensor(new[] { -1f, 3f }))));
    }

    [Fact]
    public void Call_TwoInputs_HooksSeeBoth()
    {
        using var scope = NewDisposeScope();
        using var sum = new Sum();
        sum.register_forward_pre_hook((_, a, b) => (a * 2, b));
        sum.register_forward_hook((_, a, _, y) => y + a);
        Assert.Equal(2 * 2 + 5 + 2 * 2, sum.call(tensor(2f), tensor(5f)).ToDouble());
        Assert.Equal(7, sum.forward(tensor(2f), tensor(5f)).ToDouble());
    }
}
