using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// A sum over ranks through which gradients flow: every rank's result depends on every rank's argument, so that the gradient is the sum of all
/// ranks' gradients. All ranks must take part in the backward pass as in the forward pass.
/// </summary>
internal static class RankSum
{
    internal static Tensor Apply(Tensor value, IRankSum ranks) => Function.apply(value, ranks);

    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(RankSum);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var ranks = (IRankSum)vars[1];
            ctx.save_data(nameof(ranks), ranks);
            return ranks.Sum((Tensor)vars[0]);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [((IRankSum)ctx.get_data("ranks")).Sum(grad_output), null!];
    }
}
