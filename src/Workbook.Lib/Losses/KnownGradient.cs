using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// Joins a scalar and its gradient, computed elsewhere, to the graph: <c>apply(input, value, gradient)</c>. A graph through the gradient
/// (create_graph) is not supported.
/// </summary>
internal sealed class KnownGradient : autograd.SingleTensorFunction<KnownGradient>
{
    /// <inheritdoc/>
    public override string Name => nameof(KnownGradient);

    /// <param name="ctx">Keeps the gradient.</param>
    /// <param name="vars">The input; the scalar's value, a float; the gradient, shaped like the input.</param>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_for_backward([(Tensor)vars[2]]);
        return tensor((float)vars[1]);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        if (is_grad_enabled())
            throw new NotSupportedException("The fused loss has no second derivative; use logits in double precision for create_graph.");
        var gradient = ctx.get_saved_variables()[0];
        var scale = grad_output.item<float>();
        return [scale == 1 ? gradient : gradient * scale, null!, null!];
    }
}
