using static TorchSharp.torch;

namespace Workbook.Losses;

/// <summary>
/// Softmax equalization loss (SEQL), equations 9 to 11: <c>L = -sum_j y_j log p~_j</c>, <c>p~_j = e^z_j / sum_k w~_k e^z_k</c>, <c>w~_k = 1
/// - beta T_lambda(f_k) (1 - y_k)</c>, <c>beta ~ Bernoulli(gamma)</c>; averaged over the N samples.
/// </summary>
/// <remarks>
/// z = logits [N, K], y = one-hot of labels in [0, K), <c>T_lambda(f)</c> = <see cref="ClassFrequency.Tail"/>; there is no background. A
/// tail category that is not the label is left out of a sample's denominator with probability gamma. The paper calls beta "a random
/// variable"; like the implementations that exist, this one draws it for each sample and category. The paper's values: CIFAR-100-LT gamma
/// 0.95, lambda 3e-3 (table 8); ImageNet-LT gamma 0.9, lambda 4.3e-4. The authors published no code for it. As w~ is 0 or 1, left-out
/// logits become -infinity before an ordinary softmax cross-entropy: stable, and with gamma 0 exactly <see
/// cref="SoftmaxCrossEntropyLoss"/>. The label's w~ is always 1, so the denominator never vanishes.
/// </remarks>
public sealed class SoftmaxEqualizationLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly double _gamma;
    private readonly Generator _generator;

    /// <param name="frequency">f.</param>
    /// <param name="gamma">Probability of leaving a tail category out, in [0, 1].</param>
    /// <param name="lambda">Categories with f &lt; lambda are tail.</param>
    /// <param name="generator">Draws beta, on its own device, once a call of forward; stays the caller's.</param>
    public SoftmaxEqualizationLoss(ClassFrequency frequency, double gamma, double lambda, Generator generator)
        : base(nameof(SoftmaxEqualizationLoss))
    {
        ArgumentNullException.ThrowIfNull(frequency);
        if (!(gamma is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is a probability: expected a value in [0, 1].");
        (_gamma, _generator) = (gamma, generator);
        register_buffer("tail", tensor(frequency.Tail(lambda)).DetachFromDisposeScope());
    }

    /// <summary>Draws beta and computes the loss; see <see cref="Compute"/>.</summary>
    public override Tensor forward(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var uniform = rand(logits.shape, dtype: ScalarType.Float32, device: _generator.device, generator: _generator);
        var beta = uniform.lt(_gamma).to(logits.device);
        return Compute(logits, labels, get_buffer("tail")!, beta).MoveToOuterDisposeScope();
    }

    /// <summary>The loss for given draws.</summary>
    /// <param name="logits">z: floating point [N, K].</param>
    /// <param name="labels">Int64 [N], in [0, K).</param>
    /// <param name="tail"><c>T_lambda(f)</c>: Bool [K].</param>
    /// <param name="beta">beta: Bool [N, K].</param>
    /// <returns>A scalar; 0 where N is 0.</returns>
    /// <exception cref="ArgumentException">A shape, a type or a label does not fit.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels, Tensor tail, Tensor beta)
    {
        LossInput.Validate(nameof(SoftmaxEqualizationLoss), logits, labels, largestLabel: logits.shape[^1] - 1, classes: tail.shape[0]);
        using var scope = NewDisposeScope();
        var leftOut = beta & tail & ~LossInput.OneHot(labels, logits.shape[1]);
        var kept = logits.masked_fill(leftOut, double.NegativeInfinity);
        return SoftmaxCrossEntropyLoss.Mean(kept, labels).MoveToOuterDisposeScope();
    }
}
