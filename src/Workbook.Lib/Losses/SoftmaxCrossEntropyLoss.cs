using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// Softmax cross-entropy, equations 1 and 2: <c>L = -sum_j y_j log p_j</c>, <c>p = Softmax(z)</c>, averaged over the N samples.
/// </summary>
/// <remarks>
/// z = logits [N, C], y = one-hot of labels in [0, C). In detection C = K + 1 and the last column is background; in classification C = K.
/// </remarks>
public sealed class SoftmaxCrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>The loss as a module; it has no state.</summary>
    public SoftmaxCrossEntropyLoss() : base(nameof(SoftmaxCrossEntropyLoss))
    {
    }

    /// <summary>See <see cref="Compute"/>.</summary>
    public override Tensor forward(Tensor logits, Tensor labels) => Compute(logits, labels);

    /// <summary>The loss.</summary>
    /// <param name="logits">z: floating point [N, C].</param>
    /// <param name="labels">Int64 [N], in [0, C).</param>
    /// <returns>A scalar; 0 where N is 0.</returns>
    /// <exception cref="ArgumentException">A shape, a type or a label does not fit.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels)
    {
        LossInput.Validate(nameof(SoftmaxCrossEntropyLoss), logits, labels, largestLabel: logits.shape[^1] - 1);
        return Mean(logits, labels);
    }

    internal static Tensor Mean(Tensor logits, Tensor labels)
    {
        using var sum = nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum);
        return sum / Math.Max(labels.shape[0], 1);
    }
}
