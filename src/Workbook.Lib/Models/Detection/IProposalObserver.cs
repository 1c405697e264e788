using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>Sees the classifier of proposals at work in training.</summary>
public interface IProposalObserver
{
    /// <summary>Called in the forward pass of a training step, by the last stage, before the loss. What it is given may be kept by detaching it from its scope.</summary>
    /// <param name="features">Inputs of the classifier, [R, D].</param>
    /// <param name="logits">Its outputs, [R, K] or with background last [R, K + 1].</param>
    /// <param name="labels">Int64 [R], in [0, K]; K = background.</param>
    void Classified(Tensor features, Tensor logits, Tensor labels);
}
