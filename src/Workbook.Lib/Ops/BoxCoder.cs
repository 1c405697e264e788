using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// Boxes as offsets from reference boxes (Girshick et al. 2014, appendix C): <c>dx = wx (x - xa) / wa, dw = ww log(w / wa)</c> with x the centre and
/// a the reference (a proposal or an anchor), and so for y and h. Agrees with torchvision.models.detection._utils.BoxCoder (0.14).
/// </summary>
/// <param name="X">Weight of dx.</param>
/// <param name="Y">Weight of dy.</param>
/// <param name="Width">Weight of dw.</param>
/// <param name="Height">Weight of dh.</param>
public sealed record BoxCoder(double X, double Y, double Width, double Height)
{
    /// <summary>Largest <c>dw</c> and <c>dh</c> that are decoded, log(1000 / 16): a box grows 62.5 times at most.</summary>
    public static readonly double LargestLogScale = Math.Log(1000.0 / 16);

    /// <summary>The region proposal network's.</summary>
    public static BoxCoder Anchors { get; } = new(1, 1, 1, 1);

    /// <summary>The box head's.</summary>
    public static BoxCoder Proposals { get; } = new(10, 10, 5, 5);

    /// <summary>Offsets of boxes from their references, [N, 4].</summary>
    /// <param name="boxes">[N, 4], each with an area; without one the result is not finite.</param>
    /// <param name="references">[N, 4], each with an area.</param>
    public Tensor Encode(Tensor boxes, Tensor references)
    {
        Boxes.Validate(nameof(Encode), boxes);
        Boxes.Validate(nameof(Encode), references);
        using var scope = NewDisposeScope();
        var size = references.slice(1, 2, 4, 1) - references.slice(1, 0, 2, 1);
        var newSize = boxes.slice(1, 2, 4, 1) - boxes.slice(1, 0, 2, 1);
        var shift = boxes.slice(1, 0, 2, 1) + 0.5 * newSize - (references.slice(1, 0, 2, 1) + 0.5 * size);
        var offsets = cat([shift / size, (newSize / size).log()], 1);
        return (offsets * Weights(offsets)).MoveToOuterDisposeScope();
    }

    /// <summary>The boxes that offsets stand for, [N, 4 K].</summary>
    /// <param name="offsets">[N, 4 K]: dx, dy, dw, dh for each of K categories.</param>
    /// <param name="references">[N, 4].</param>
    public Tensor Decode(Tensor offsets, Tensor references)
    {
        Boxes.Validate(nameof(Decode), references);
        if (offsets.dim() != 2 || offsets.shape[0] != references.shape[0] || offsets.shape[1] % 4 != 0)
            throw new ArgumentException(
                $"{nameof(Decode)}: expected offsets [{references.shape[0]}, a multiple of 4], got [{string.Join(", ", offsets.shape)}].", nameof(offsets));
        using var scope = NewDisposeScope();
        var scaled = offsets.reshape(offsets.shape[0], offsets.shape[1] / 4, 4) / Weights(offsets); // [N, K, 4]
        var size = (references.slice(1, 2, 4, 1) - references.slice(1, 0, 2, 1)).unsqueeze(1); // [N, 1, 2]
        var centre = references.slice(1, 0, 2, 1).unsqueeze(1) + 0.5 * size;
        var newCentre = scaled.slice(2, 0, 2, 1) * size + centre;
        var half = 0.5 * (scaled.slice(2, 2, 4, 1).clamp_max(LargestLogScale).exp() * size);
        return cat([newCentre - half, newCentre + half], 2).reshape(offsets.shape).MoveToOuterDisposeScope();
    }

    private Tensor Weights(Tensor like) => tensor([X, Y, Width, Height], dtype: like.dtype, device: like.device);
}
