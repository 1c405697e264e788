using Workbook.Ops;
using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>
/// The best detections of an image: every proposal with every category whose score is above the threshold, boxes decoded, cut off at the borders, tiny
/// ones left out, non-maximum suppression within each category, and the best kept. Agrees with torchvision's postprocess_detections (0.14).
/// </summary>
/// <param name="Coder">How offsets are scaled.</param>
/// <param name="LeastScore">A score must be larger.</param>
/// <param name="Suppression">Largest intersection over union of two detections of a category.</param>
/// <param name="Limit">Detections kept.</param>
internal sealed record DetectionSelection(BoxCoder Coder, double LeastScore, double Suppression, int Limit)
{
    private const float LeastSide = 1e-2f;

    /// <param name="scores">[R, K].</param>
    /// <param name="offsets">[R, 4 K], or [R, 4] where boxes are class-agnostic.</param>
    /// <param name="proposals">[R, 4].</param>
    /// <param name="size">The image.</param>
    /// <returns>Boxes [D, 4], scores [D] and labels [D].</returns>
    public (Tensor Boxes, Tensor Scores, Tensor Labels) Select(Tensor scores, Tensor offsets, Tensor proposals, ImageSize size) =>
        scores.dtype == ScalarType.Float32
            ? Lazily(scores, offsets, proposals, size)
            : Composed(scores, offsets, proposals, size);

    /// <summary>Candidates are taken by falling score and decoded only then, until enough are kept: of a million, a few thousand. On the CPU, wherever the scores lie.</summary>
    private (Tensor Boxes, Tensor Scores, Tensor Labels) Lazily(Tensor scores, Tensor offsets, Tensor proposals, ImageSize size)
    {
        using var scope = NewDisposeScope();
        var classes = (int)scores.shape[1];
        var score = scores.cpu().contiguous().data<float>().ToArray();
        var offset = offsets.cpu().contiguous().data<float>();
        var proposal = proposals.cpu().contiguous().data<float>().ToArray();
        var perProposal = (int)offsets.shape[1];
        var suppression = new GreedySuppression(Suppression, Limit);
        var (boxes, kept, box) = (new List<float>(), 0, new float[4]);
        // A threshold below 0 lets everything in; a NaN score is never above one.
        foreach (var candidate in ScoreOrder.Descending(score, (float)Math.Max(LeastScore, float.MinValue)))
        {
            var (row, label) = (candidate / classes, candidate % classes);
            var at = (long)row * perProposal + (perProposal == 4 ? 0 : 4 * label);
            Decode(proposal.AsSpan(4 * row, 4), offset[at], offset[at + 1], offset[at + 2], offset[at + 3], size, box);
            if (!(box[2] - box[0] >= LeastSide && box[3] - box[1] >= LeastSide))
                continue;
            var goesOn = suppression.Offer(candidate, label, box);
            if (suppression.Kept.Count > kept)
            {
                boxes.AddRange(box);
                kept++;
            }
            if (!goesOn)
                break;
        }
        var candidates = suppression.Kept;
        return scope.MoveToOuter(
            tensor(boxes.ToArray(), [kept, 4], device: scores.device),
            tensor(candidates.Select(c => score[c]).ToArray(), device: scores.device),
            tensor(candidates.Select(c => c % classes).ToArray(), dtype: ScalarType.Int64, device: scores.device));
    }

    private void Decode(ReadOnlySpan<float> reference, float dx, float dy, float dw, float dh, ImageSize size, float[] box)
    {
        var (width, height) = (reference[2] - reference[0], reference[3] - reference[1]);
        var largest = (float)BoxCoder.LargestLogScale;
        var x = dx / (float)Coder.X * width + (reference[0] + 0.5f * width);
        var y = dy / (float)Coder.Y * height + (reference[1] + 0.5f * height);
        var halfWidth = 0.5f * (MathF.Exp(Math.Min(dw / (float)Coder.Width, largest)) * width);
        var halfHeight = 0.5f * (MathF.Exp(Math.Min(dh / (float)Coder.Height, largest)) * height);
        box[0] = Math.Clamp(x - halfWidth, 0, size.Width);
        box[1] = Math.Clamp(y - halfHeight, 0, size.Height);
        box[2] = Math.Clamp(x + halfWidth, 0, size.Width);
        box[3] = Math.Clamp(y + halfHeight, 0, size.Height);
    }

    /// <summary>The same from tensor operations, in any type.</summary>
    internal (Tensor Boxes, Tensor Scores, Tensor Labels) Composed(Tensor scores, Tensor offsets, Tensor proposals, ImageSize size)
    {
        using var scope = NewDisposeScope();
        var (rows, classes) = (scores.shape[0], scores.shape[1]);
        var decoded = Boxes.Clip(Coder.Decode(offsets, proposals).reshape(rows, -1, 4), size.Height, size.Width).expand(rows, classes, 4).reshape(-1, 4);
        var flat = scores.reshape(-1);
        var chosen = (flat.gt(LeastScore) & Boxes.AreAtLeast(decoded, LeastSide)).nonzero().squeeze(1);
        var (box, score, label) = (decoded.index_select(0, chosen), flat.index_select(0, chosen), chosen.remainder(classes));
        var kept = Ops.Suppression.Batched(box, score, label, Suppression, Limit);
        return scope.MoveToOuter(box.index_select(0, kept), score.index_select(0, kept), label.index_select(0, kept));
    }
}
