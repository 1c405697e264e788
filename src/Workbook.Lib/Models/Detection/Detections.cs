using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>What a model finds in one image, by falling score.</summary>
/// <param name="Boxes">Float [D, 4]: left, top, right, bottom in pixels of the image given to the model.</param>
/// <param name="Scores">Float [D], in [0, 1].</param>
/// <param name="Labels">Int64 [D], in [0, K).</param>
/// <param name="Masks">Float [D, M, M]: probabilities on a grid over the box, see <see cref="Ops.MaskPasting"/>; null where only boxes were looked for.</param>
public sealed record Detections(Tensor Boxes, Tensor Scores, Tensor Labels, Tensor? Masks) : IDisposable
{
    /// <summary>Number of detections, D.</summary>
    public long Count => Scores.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        Boxes.Dispose();
        Scores.Dispose();
        Labels.Dispose();
        Masks?.Dispose();
    }

    internal void MoveToOuterDisposeScope()
    {
        Boxes.MoveToOuterDisposeScope();
        Scores.MoveToOuterDisposeScope();
        Labels.MoveToOuterDisposeScope();
        Masks?.MoveToOuterDisposeScope();
    }
}
