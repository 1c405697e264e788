using Workbook.Ops.Masks;
using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// Puts the masks of a mask head, one M x M grid of probabilities a box, into the image: the grid gets a border of zeros, the box grows with it and
/// is cut to whole pixels, and between the grid's values is interpolated. Agrees with torchvision's <c>paste_masks_in_image</c> (0.14).
/// </summary>
public static class MaskPasting
{
    private const int Border = 1;

    /// <summary>The probabilities as images, [R, H, W].</summary>
    /// <param name="masks">Floating point [R, M, M].</param>
    /// <param name="boxes">[R, 4]; finite.</param>
    /// <param name="height">H.</param>
    /// <param name="width">W.</param>
    public static Tensor Paste(Tensor masks, Tensor boxes, int height, int width)
    {
        using var scope = NewDisposeScope();
        var grids = Validate(masks, boxes);
        var result = zeros([masks.shape[0], height, width], dtype: masks.dtype, device: masks.device);
        for (var r = 0; r < grids.Length; r++)
        {
            var grid = grids[r];
            var (left, top, right, bottom) = grid.Visible(height, width);
            if (left >= right || top >= bottom)
                continue;
            var padded = nn.functional.pad(masks[r], [Border, Border, Border, Border]).unsqueeze(0).unsqueeze(0);
            var scaled = nn.functional.interpolate(padded, [grid.Height, grid.Width], mode: InterpolationMode.Bilinear, align_corners: false)[0, 0];
            result[r].slice(0, top, bottom, 1).slice(1, left, right, 1)
                .copy_(scaled.slice(0, top - grid.Top, bottom - grid.Top, 1).slice(1, left - grid.Left, right - grid.Left, 1));
        }
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>The pixels above a probability, as run-length masks: what <see cref="Paste"/> gives, without making the images.</summary>
    /// <param name="masks">Float32 [R, M, M].</param>
    /// <param name="boxes">Float32 [R, 4]; finite.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="threshold">Pixels at least so probable belong to the mask: 0.5.</param>
    public static RunLengthMask[] RunLengths(Tensor masks, Tensor boxes, int height, int width, float threshold)
    {
        using var scope = NewDisposeScope();
        var grids = Validate(masks, boxes);
        var values = masks.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var side = (int)masks.shape[^1];
        var result = new RunLengthMask[grids.Length];
        Parallel.For(0, result.Length, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, r =>
            result[r] = grids[r].Threshold(values.AsSpan(r * side * side, side * side), side, Border, height, width, threshold));
        return result;
    }

    private static PastedGrid[] Validate(Tensor masks, Tensor boxes)
    {
        Boxes.Validate(nameof(MaskPasting), boxes);
        if (masks.dim() != 3 || masks.shape[0] != boxes.shape[0] || masks.shape[1] != masks.shape[2] || masks.shape[1] == 0 || !masks.is_floating_point())
            throw new ArgumentException(
                $"{nameof(MaskPasting)}: expected masks as floating point [{boxes.shape[0]}, M, M], got {masks.dtype} [{string.Join(", ", masks.shape)}].", nameof(masks));
        var values = boxes.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var scale = (float)((double)(masks.shape[^1] + 2 * Border) / masks.shape[^1]);
        return [.. Enumerable.Range(0, values.Length / 4).Select(r => PastedGrid.Of(values.AsSpan(4 * r, 4), scale))];
    }
}
