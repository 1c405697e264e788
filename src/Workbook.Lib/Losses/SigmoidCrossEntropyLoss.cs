using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// Sigmoid cross-entropy, equations 3 and 4: <c>L = -sum_j log p^_j</c>, where <c>p^_j</c> is <c>p_j = sigmoid(z_j)</c> for the label and
/// <c>1 - p_j</c> for every other category.
/// </summary>
/// <remarks>
/// z = logits [N, K]: K outputs, none for background. Labels are in [0, K], and K is background: all <c>y_j</c> are 0. The sum over
/// categories is divided by N, the number of samples (proposals) including background ones, as in the authors' code.
/// </remarks>
public sealed class SigmoidCrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>The loss as a module; it has no state.</summary>
    public SigmoidCrossEntropyLoss() : base(nameof(SigmoidCrossEntropyLoss))
    {
    }

    /// <summary>See <see cref="Compute"/>.</summary>
    public override Tensor forward(Tensor logits, Tensor labels) => Compute(logits, labels);

    /// <summary>The loss.</summary>
    /// <param name="logits">z: floating point [N, K].</param>
    /// <param name="labels">Int64 [N], in [0, K]; K = background.</param>
    /// <returns>A scalar; 0 where N is 0.</returns>
    /// <exception cref="ArgumentException">A shape, a type or a label does not fit.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels)
    {
        LossInput.Validate(nameof(SigmoidCrossEntropyLoss), logits, labels, largestLabel: logits.shape[^1]);
        return Mean(logits, labels, weight: null);
    }

    /// <summary>Sum over the elements, each times its weight, over N.</summary>
    internal static Tensor Mean(Tensor logits, Tensor labels, Tensor? weight)
    {
        using var isLabel = LossInput.OneHot(labels, logits.shape[1]);
        using var target = isLabel.to(logits.dtype);
        using var sum = nn.functional.binary_cross_entropy_with_logits(logits, target, weight, nn.Reduction.Sum);
        return sum / Math.Max(labels.shape[0], 1);
    }
}
