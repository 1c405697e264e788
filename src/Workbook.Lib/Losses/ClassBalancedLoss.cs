using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// Class-balanced loss (Cui et al. 2019): a sample's loss times the weight of its label, <c>(1 - beta) / (1 - beta^n_c)</c>, the inverse of
/// the effective number of samples, the weights scaled to sum to K.
/// </summary>
/// <remarks>
/// <c>n_c</c> = training samples of category c. Weighted is softmax cross-entropy (labels in [0, K)), sigmoid cross-entropy or focal loss
/// without alpha (labels in [0, K]); the sum is divided by N. All as in richardaecn/class-balanced-loss, src/cifar_main.py (beta 0.9999 and
/// gamma 0.5 to 2 there). That code is for classification; background (label K) gets weight 1 here, the mean of the weights.
/// </remarks>
public sealed class ClassBalancedLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly ClassBalancedForm _form;
    private readonly double _gamma;

    /// <param name="sampleCounts"><c>n_c</c>, each at least 1.</param>
    /// <param name="beta">In [0, 1); 0 weights all alike.</param>
    /// <param name="form">The loss that is weighted.</param>
    /// <param name="gamma">Focusing exponent of the focal form; at least 0; ignored by the others.</param>
    public ClassBalancedLoss(IReadOnlyList<long> sampleCounts, double beta, ClassBalancedForm form, double gamma = 0)
        : base(nameof(ClassBalancedLoss))
    {
        if (!(gamma >= 0))
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Expected gamma of at least 0.");
        (_form, _gamma) = (form, gamma);
        register_buffer("weights", tensor(Weights(sampleCounts, beta), dtype: ScalarType.Float32).DetachFromDisposeScope());
    }

    /// <summary>See <see cref="Compute"/>.</summary>
    public override Tensor forward(Tensor logits, Tensor labels) => Compute(logits, labels, get_buffer("weights")!, _form, _gamma);

    /// <summary>The weights <c>(1 - beta) / (1 - beta^n_c)</c>, scaled to sum to K.</summary>
    /// <exception cref="ArgumentException">A count below 1: the weight of a category without samples is infinite.</exception>
    public static double[] Weights(IReadOnlyList<long> sampleCounts, double beta)
    {
        ArgumentNullException.ThrowIfNull(sampleCounts);
        if (!(beta is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "Expected beta in [0, 1).");
        var weights = new double[sampleCounts.Count];
        for (var c = 0; c < weights.Length; c++)
            weights[c] = sampleCounts[c] >= 1
                ? (1 - beta) / (1 - Math.Pow(beta, sampleCounts[c]))
                : throw new ArgumentException(
                    $"Category {c}: expected at least 1 training sample, got {sampleCounts[c]}.", nameof(sampleCounts));
        var scale = weights.Length / weights.Sum();
        return Array.ConvertAll(weights, weight => weight * scale);
    }

    /// <summary>The loss.</summary>
    /// <param name="logits">z: floating point [N, K].</param>
    /// <param name="labels">Int64 [N], in [0, K) for the softmax form, else in [0, K] with K = background.</param>
    /// <param name="weights">Floating point [K], see <see cref="Weights"/>.</param>
    /// <param name="form">The loss that is weighted.</param>
    /// <param name="gamma">Focusing exponent of the focal form.</param>
    /// <returns>A scalar; 0 where N is 0.</returns>
    /// <exception cref="ArgumentException">A shape, a type or a label does not fit.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels, Tensor weights, ClassBalancedForm form, double gamma = 0)
    {
        var classes = weights.shape[0];
        LossInput.Validate(nameof(ClassBalancedLoss), logits, labels, form == ClassBalancedForm.Softmax ? classes - 1 : classes, classes);
        using var scope = NewDisposeScope();
        var withBackground = cat([weights.to(logits.dtype), ones(1, dtype: logits.dtype, device: logits.device)]);
        var perSample = withBackground.index_select(0, labels);
        if (form == ClassBalancedForm.Softmax)
        {
            var losses = nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None);
            return ((losses * perSample).sum() / Math.Max(labels.shape[0], 1)).MoveToOuterDisposeScope();
        }
        var weight = perSample.unsqueeze(1);
        if (form == ClassBalancedForm.Sigmoid)
            return SigmoidCrossEntropyLoss.Mean(logits, labels, weight).MoveToOuterDisposeScope();
        var terms = FocalLoss.Elements(logits, LossInput.OneHot(labels, classes), gamma, alpha: null) * weight;
        return (terms.sum() / Math.Max(labels.shape[0], 1)).MoveToOuterDisposeScope();
    }
}
