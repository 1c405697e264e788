using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// Non-maximum suppression within groups (categories, or levels of a pyramid): by falling score, a box is kept unless one kept before it in its group
/// overlaps it by more than the threshold. Agrees with torchvision.ops.batched_nms (0.14), its rule for large inputs, in which boxes of
/// different groups are never compared; among equal scores the first comes first, and NaN scores come before all.
/// </summary>
public static class Suppression
{
    /// <summary>Which boxes are kept, by falling score: Int64 [at most limit].</summary>
    /// <param name="boxes">Floating point [N, 4]: left, top, right, bottom.</param>
    /// <param name="scores">Floating point [N].</param>
    /// <param name="groups">Int64 [N], or null where all boxes are of one group.</param>
    /// <param name="threshold">Largest intersection over union that two kept boxes of a group may have.</param>
    /// <param name="limit">How many to keep at most; the result is the beginning of that without a limit.</param>
    /// <remarks>In float32 by <see cref="GreedySuppression"/> on the CPU, wherever the boxes lie; in other types from tensor operations, in N x N memory.</remarks>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Batched(Tensor boxes, Tensor scores, Tensor? groups, double threshold, int limit = int.MaxValue)
    {
        Boxes.Validate(nameof(Suppression), boxes);
        if (scores.dim() != 1 || scores.shape[0] != boxes.shape[0] || scores.dtype != boxes.dtype)
            throw new ArgumentException(
                $"{nameof(Suppression)}: expected scores as {boxes.dtype} [{boxes.shape[0]}], got {scores.dtype} [{string.Join(", ", scores.shape)}].", nameof(scores));
        if (groups is not null && (groups.dim() != 1 || groups.shape[0] != boxes.shape[0] || groups.dtype != ScalarType.Int64))
            throw new ArgumentException(
                $"{nameof(Suppression)}: expected groups as Int64 [{boxes.shape[0]}], got {groups.dtype} [{string.Join(", ", groups.shape)}].", nameof(groups));
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return boxes.dtype == ScalarType.Float32
            ? Greedy(boxes, scores, groups, threshold, limit)
            : Composed(boxes, scores, groups, threshold, limit);
    }

    private static Tensor Greedy(Tensor boxes, Tensor scores, Tensor? groups, double threshold, int limit)
    {
        using var scope = NewDisposeScope();
        var box = boxes.detach().cpu().contiguous().data<float>().ToArray();
        var group = groups?.cpu().contiguous().data<long>().ToArray();
        var suppression = new GreedySuppression(threshold, limit);
        foreach (var i in ScoreOrder.Descending(scores.detach().cpu().contiguous().data<float>().ToArray()))
        {
            if (!suppression.Offer(i, group?[i] ?? 0, box.AsSpan(4 * i, 4)))
                break;
        }
        return tensor(suppression.Kept.ToArray(), dtype: ScalarType.Int64, device: boxes.device).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The same from tensor operations: whether a box is kept follows from the boxes before it, so the state of the first unsettled box is right
    /// after each pass, and passes are made until nothing changes.
    /// </summary>
    internal static Tensor Composed(Tensor boxes, Tensor scores, Tensor? groups, double threshold, int limit)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var order = scores.sort(dim: 0, descending: true, stable: true).Indices;
        var sorted = boxes.index_select(0, order);
        var suppresses = Boxes.Iou(sorted, sorted).gt(threshold);
        if (groups is not null)
        {
            var group = groups.index_select(0, order);
            suppresses = suppresses & group.unsqueeze(1).eq(group);
        }
        var earlier = suppresses.to(ScalarType.Float32).triu(1); // [suppressing, suppressed]
        var kept = ones(order.shape[0], dtype: ScalarType.Float32, device: boxes.device);
        while (true)
        {
            var next = kept.unsqueeze(0).matmul(earlier).squeeze(0).eq(0).to(ScalarType.Float32);
            if (next.eq(kept).all().item<bool>())
                break;
            kept = next;
        }
        var result = order.masked_select(kept.ne(0));
        return result.slice(0, 0, Math.Min(limit, result.shape[0]), 1).MoveToOuterDisposeScope();
    }
}
