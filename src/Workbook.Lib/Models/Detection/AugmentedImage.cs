using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>A view of an image: scaled and perhaps mirrored.</summary>
/// <param name="Pixels">[1, 3, H, W], normalised, padded on the right and below as <see cref="MaskRcnn"/> takes it, after mirroring.</param>
/// <param name="Size">The view without padding.</param>
/// <param name="IsFlipped">Whether it is mirrored left to right.</param>
public sealed record AugmentedImage(Tensor Pixels, ImageSize Size, bool IsFlipped)
{
    /// <summary>Boxes of the view in the original image's pixels, [D, 4].</summary>
    /// <param name="boxes">[D, 4] in the view's pixels.</param>
    /// <param name="original">The image.</param>
    internal Tensor ToOriginal(Tensor boxes, ImageSize original)
    {
        using var scope = NewDisposeScope();
        return Scaled(IsFlipped ? Mirrored(boxes) : boxes, Size, original).MoveToOuterDisposeScope();
    }

    /// <summary>Boxes of the original image in the view's pixels, [D, 4].</summary>
    /// <param name="boxes">[D, 4] in the image's pixels.</param>
    /// <param name="original">The image.</param>
    internal Tensor FromOriginal(Tensor boxes, ImageSize original)
    {
        using var scope = NewDisposeScope();
        var scaled = Scaled(boxes, original, Size);
        return (IsFlipped ? Mirrored(scaled) : scaled).MoveToOuterDisposeScope();
    }

    private static Tensor Scaled(Tensor boxes, ImageSize from, ImageSize to)
    {
        var (x, y) = ((double)to.Width / from.Width, (double)to.Height / from.Height);
        return boxes * tensor(new[] { x, y, x, y }, dtype: boxes.dtype, device: boxes.device);
    }

    private Tensor Mirrored(Tensor boxes) =>
        stack([Size.Width - boxes.select(1, 2), boxes.select(1, 1), Size.Width - boxes.select(1, 0), boxes.select(1, 3)], 1);
}
