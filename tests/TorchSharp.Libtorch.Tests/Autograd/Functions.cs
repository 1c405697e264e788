using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp.Libtorch.Tests.Autograd;

/// <summary>x^2 y k for tensors x, y and a number k.</summary>
internal sealed class SquareTimes : SingleTensorFunction<SquareTimes>
{
    public override string Name => nameof(SquareTimes);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (x, y, k) = ((Tensor)vars[0], (Tensor)vars[1], (double)vars[2]);
        ctx.save_for_backward([x, y]);
        ctx.save_data("k", k);
        return x * x * y * k;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (x, y, k) = (saved[0], saved[1], (double)ctx.get_data("k"));
        return [grad_output * 2 * x * y * k, grad_output * x * x * k, null!];
    }
}

/// <summary>(x + 1, number of positive elements): the second result has no gradient.</summary>
internal sealed class CountPositive : MultiTensorFunction<CountPositive>
{
    public override string Name => nameof(CountPositive);

    public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        var count = x.gt(0).sum().to(ScalarType.Float32);
        ctx.mark_non_differentiable([count]);
        return [x + 1, count];
    }

    public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs) => [grad_outputs[0] * 10];
}

/// <summary>(2x, 3x); keeps what backward was given in <see cref="Given"/>, as null or not.</summary>
internal sealed class TwoAndThree : MultiTensorFunction<TwoAndThree>
{
    internal static bool[] Given { get; private set; } = [];

    public override string Name => nameof(TwoAndThree);

    public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        ctx.set_materialize_grads((bool)vars[1]);
        return [(Tensor)vars[0] * 2, (Tensor)vars[0] * 3];
    }

    public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
    {
        Given = [.. grad_outputs.Select(grad => grad is not null)];
        var sum = grad_outputs[0] is null ? grad_outputs[1] * 3 : grad_outputs[1] is null ? grad_outputs[0] * 2
            : grad_outputs[0] * 2 + grad_outputs[1] * 3;
        return [sum, null!];
    }
}

/// <summary>Doubles its argument in place.</summary>
internal sealed class DoubleInPlace : SingleTensorFunction<DoubleInPlace>
{
    public override string Name => nameof(DoubleInPlace);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        x.mul_(2);
        ctx.mark_dirty([x]);
        return x;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * 2];
}

/// <summary>Fails where its second argument says: "forward", "backward" or "count" (too few gradients).</summary>
internal sealed class Failing : SingleTensorFunction<Failing>
{
    public override string Name => nameof(Failing);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.save_data("where", vars[1]);
        return (string)vars[1] == "forward" ? throw new TimeZoneNotFoundException("thrown in forward") : (Tensor)vars[0] * 1;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => (string)ctx.get_data("where") switch
    {
        "backward" => throw new TimeZoneNotFoundException("thrown in backward"),
        "count" => [grad_output],
        "libtorch" => [grad_output.view(99, 99), null!],
        _ => [grad_output, null!],
    };
}
