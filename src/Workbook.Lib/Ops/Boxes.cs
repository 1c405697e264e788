using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// Boxes as float [N, 4]: left, top, right, bottom in pixels, right and bottom exclusive, so that the width is right - left. Agrees with
/// torchvision.ops.boxes (0.14).
/// </summary>
public static class Boxes
{
    /// <summary>Width times height, [N]; negative where only one of them is.</summary>
    public static Tensor Area(Tensor boxes)
    {
        Validate(nameof(Area), boxes);
        using var scope = NewDisposeScope();
        return ((boxes.select(1, 2) - boxes.select(1, 0)) * (boxes.select(1, 3) - boxes.select(1, 1))).MoveToOuterDisposeScope();
    }

    /// <summary>Intersection over union of every pair, [N, M]; NaN for a pair of boxes without area.</summary>
    /// <param name="first">[N, 4].</param>
    /// <param name="second">[M, 4].</param>
    public static Tensor Iou(Tensor first, Tensor second)
    {
        Validate(nameof(Iou), first);
        Validate(nameof(Iou), second);
        using var scope = NewDisposeScope();
        var row = first.unsqueeze(1);
        var low = maximum(row.slice(2, 0, 2, 1), second.slice(1, 0, 2, 1));
        var high = minimum(row.slice(2, 2, 4, 1), second.slice(1, 2, 4, 1));
        var size = (high - low).clamp_min_(0);
        var intersection = size.select(2, 0) * size.select(2, 1);
        return (intersection / (Area(first).unsqueeze(1) + Area(second) - intersection)).MoveToOuterDisposeScope();
    }

    /// <summary>The largest share of each box's area that lies within one of several regions, [N]; 0 for a box without area.</summary>
    /// <param name="boxes">[N, 4].</param>
    /// <param name="regions">[M, 4], at least one.</param>
    public static Tensor Within(Tensor boxes, Tensor regions)
    {
        using var scope = NewDisposeScope();
        var area = Area(boxes);
        var row = boxes.unsqueeze(1);
        var low = maximum(row.slice(2, 0, 2, 1), regions.slice(1, 0, 2, 1));
        var high = minimum(row.slice(2, 2, 4, 1), regions.slice(1, 2, 4, 1));
        var size = (high - low).clamp_min_(0);
        var shared = (size.select(2, 0) * size.select(2, 1)).amax([1]);
        return (shared / area).masked_fill(area.le(0), 0).MoveToOuterDisposeScope();
    }

    /// <summary>Cuts boxes off at the borders of their image.</summary>
    /// <param name="boxes">[..., 4].</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Its columns.</param>
    public static Tensor Clip(Tensor boxes, double height, double width)
    {
        using var scope = NewDisposeScope();
        var last = boxes.dim() - 1;
        var x = boxes.slice(last, 0, 4, 2).clamp(0, width);
        var y = boxes.slice(last, 1, 4, 2).clamp(0, height);
        return stack([x, y], boxes.dim()).reshape(boxes.shape).MoveToOuterDisposeScope();
    }

    /// <summary>Where both sides are at least so long, Bool [N].</summary>
    public static Tensor AreAtLeast(Tensor boxes, double side)
    {
        Validate(nameof(AreAtLeast), boxes);
        using var scope = NewDisposeScope();
        var size = boxes.slice(1, 2, 4, 1) - boxes.slice(1, 0, 2, 1);
        return size.ge(side).all(1).MoveToOuterDisposeScope();
    }

    internal static void Validate(string operation, Tensor boxes)
    {
        if (boxes.dim() != 2 || boxes.shape[1] != 4 || !boxes.is_floating_point())
            throw new ArgumentException($"{operation}: expected boxes as floating point [N, 4], got {boxes.dtype} [{string.Join(", ", boxes.shape)}].", nameof(boxes));
    }
}
