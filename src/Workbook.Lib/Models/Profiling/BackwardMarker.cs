using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>Leaves a tensor as it is, and tells when the backward pass comes by.</summary>
/// <remarks>
/// The engine runs the ready node that was made last. A module's nodes are made one after the other between the marker of its input and that of its
/// output, so nothing else runs between the two on the way back, and the time between them is the module's.
/// </remarks>
internal sealed class BackwardMarker : autograd.SingleTensorFunction<BackwardMarker>
{
    public override string Name => nameof(BackwardMarker);

    /// <param name="x">The tensor; without gradient it stays unmarked.</param>
    /// <param name="isCopied">Whether the result may be changed in place, which autograd forbids for a view.</param>
    /// <param name="reached">Called on the way back.</param>
    public static Tensor Apply(Tensor x, bool isCopied, Action reached) => x.requires_grad && is_grad_enabled() ? apply(x, isCopied, reached) : x;

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data("reached", vars[2]);
        var x = (Tensor)vars[0];
        return (bool)vars[1] ? x.clone() : x.alias();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        ((Action)ctx.get_data("reached"))();
        return [grad_output.alias(), null!, null!];
    }
}
