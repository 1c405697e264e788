using Workbook.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Workbook.Models;

/// <summary>
/// What a box head's outputs mean, and their loss. K categories; a proposal's label is in [0, K], and K is background: under softmax the last of K + 1
/// outputs, under sigmoids no output.
/// </summary>
public sealed class ProposalClassification : Module
{
    private readonly Module<Tensor, Tensor, Tensor> loss;
    private readonly bool _keepsListed;

    private ProposalClassification(Module<Tensor, Tensor, Tensor> loss, bool isSigmoid, bool keepsListed)
        : base(nameof(ProposalClassification))
    {
        (this.loss, IsSigmoid, _keepsListed) = (loss, isSigmoid, keepsListed);
        RegisterComponents();
    }

    /// <summary>Whether the K outputs are independent of each other; else K + 1 share a softmax.</summary>
    public bool IsSigmoid { get; }

    /// <summary>K + 1 outputs under one softmax.</summary>
    /// <param name="loss">Of logits [R, K + 1] and labels in [0, K].</param>
    public static ProposalClassification Softmax(Module<Tensor, Tensor, Tensor> loss) => new(loss, isSigmoid: false, keepsListed: false);

    /// <summary>K sigmoid outputs.</summary>
    /// <param name="loss">Of logits [R, K] and labels in [0, K], e.g. <see cref="SigmoidCrossEntropyLoss"/> or <see cref="FocalLoss"/>.</param>
    public static ProposalClassification Sigmoid(Module<Tensor, Tensor, Tensor> loss) => new(loss, isSigmoid: true, keepsListed: false);

    /// <summary>K sigmoid outputs under the equalization loss.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="keepsListed">Whether categories in the image's positive or negative set keep weight 1 (section 4.2; not in the authors' code).</param>
    public static ProposalClassification Sigmoid(EqualizationLoss loss, bool keepsListed) => new(loss, isSigmoid: true, keepsListed);

    /// <summary>Number of outputs.</summary>
    /// <param name="classes">K.</param>
    public long Outputs(long classes) => IsSigmoid ? classes : classes + 1;

    /// <summary>The loss, a scalar.</summary>
    /// <param name="logits">[R, outputs].</param>
    /// <param name="labels">Int64 [R], in [0, K].</param>
    /// <param name="images">What is listed for the images, where known.</param>
    public Tensor Loss(Tensor logits, Tensor labels, ImageCategories? images) =>
        _keepsListed && images is { } listed ? ((EqualizationLoss)loss).forward(logits, labels, listed) : loss.call(logits, labels);

    /// <summary>Probabilities of the categories, [R, K].</summary>
    public Tensor Scores(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return (IsSigmoid ? logits.sigmoid() : logits.softmax(-1).narrow(1, 0, logits.shape[1] - 1)).MoveToOuterDisposeScope();
    }
}
