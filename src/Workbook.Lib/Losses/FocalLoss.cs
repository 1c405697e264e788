using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// Focal loss on sigmoid outputs (Lin et al. 2017, equation 5): <c>-sum_j alpha_t (1 - p_t)^gamma log p_t</c>, where <c>p_t</c> is
/// <c>sigmoid(z_j)</c> for the label and <c>1 - sigmoid(z_j)</c> for every other category.
/// </summary>
/// <remarks>
/// z = logits [N, K]; labels in [0, K], K = background, as in <see cref="SigmoidCrossEntropyLoss"/>, which it equals with gamma 0 and no
/// alpha. RetinaNet divides by the number of foreground anchors; here the sum is divided by N, like the other sigmoid losses, as a head
/// that samples its proposals does. In classification, without background, the two are the same. Lin et al. use gamma 2, alpha 0.25.
/// </remarks>
public sealed class FocalLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double _gamma;
    private readonly double? _alpha;

    /// <param name="gamma">Focusing exponent; at least 0.</param>
    /// <param name="alpha">Weight of the label's term, in [0, 1]; 1 - alpha weights the others. Null for none.</param>
    public FocalLoss(double gamma, double? alpha = null) : base(nameof(FocalLoss))
    {
        if (!(gamma >= 0))
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Expected gamma of at least 0.");
        if (!(alpha is null or (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected alpha in [0, 1], or null.");
        (_gamma, _alpha) = (gamma, alpha);
    }

    /// <summary>See <see cref="Compute"/>.</summary>
    public override Tensor forward(Tensor logits, Tensor labels) => Compute(logits, labels, _gamma, _alpha);

    /// <summary>The loss.</summary>
    /// <param name="logits">z: floating point [N, K].</param>
    /// <param name="labels">Int64 [N], in [0, K]; K = background.</param>
    /// <param name="gamma">Focusing exponent; at least 0.</param>
    /// <param name="alpha">Weight of the label's term; null for none.</param>
    /// <returns>A scalar; 0 where N is 0.</returns>
    /// <exception cref="ArgumentException">A shape, a type or a label does not fit.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels, double gamma, double? alpha = null)
    {
        LossInput.Validate(nameof(FocalLoss), logits, labels, largestLabel: logits.shape[^1]);
        using var scope = NewDisposeScope();
        var loss = Elements(logits, LossInput.OneHot(labels, logits.shape[1]), gamma, alpha).sum() / Math.Max(labels.shape[0], 1);
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The terms, [N, K]. With <c>s = z</c> for the label and <c>-z</c> elsewhere, <c>log p_t = log sigmoid(s)</c> and
    /// <c>(1 - p_t)^gamma = exp(gamma log sigmoid(-s))</c>: no power of 0 and no logarithm of 0 in value or gradient.
    /// </summary>
    internal static Tensor Elements(Tensor logits, Tensor isLabel, double gamma, double? alpha)
    {
        var s = where(isLabel, logits, -logits);
        var terms = -((-s).log_sigmoid() * gamma).exp() * s.log_sigmoid();
        if (alpha is not { } weight)
            return terms;
        var target = isLabel.to(logits.dtype);
        return terms * (target * (2 * weight - 1) + (1 - weight));
    }
}
