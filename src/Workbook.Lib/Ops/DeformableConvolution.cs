using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// Deformable convolution (Dai et al. 2017) and, with a mask, modulated deformable convolution (Zhu et al. 2019): each tap of the kernel reads
/// the input at its place plus an offset, by bilinear interpolation with zeros around the image. Arguments, values and gradients as torchvision 0.14's
/// ops.deform_conv2d; a tap at a place that is not a number reads NaN.
/// </summary>
/// <remarks>
/// On the CPU in float32 the taps are read by a kernel of its own, whose results do not depend on the number of threads; the rest of the work is torch's
/// matrix product, as in a plain convolution. A backward pass there has no second derivative. Everything else is composed of tensor operations.
/// Both give the same values and gradients up to rounding.
/// </remarks>
public static class DeformableConvolution
{
    /// <summary>Applies the operation.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="offset">[N, 2 * G * kh * kw, Ho, Wo] in pixels of the input; for each of G groups of channels and each tap, y then x.</param>
    /// <param name="weight">[C', C / groups, kh, kw]; the groups of the convolution follow from C.</param>
    /// <param name="bias">[C'], or null.</param>
    /// <param name="mask">[N, G * kh * kw, Ho, Wo], a factor on each tap; null for none.</param>
    /// <param name="stride">Vertical and horizontal; default 1.</param>
    /// <param name="padding">Vertical and horizontal; default 0.</param>
    /// <param name="dilation">Vertical and horizontal; default 1.</param>
    /// <returns>[N, C', Ho, Wo].</returns>
    /// <exception cref="ArgumentException">Shapes do not fit; the message says which, what it is and what was expected.</exception>
    public static Tensor Apply(
        Tensor input, Tensor offset, Tensor weight, Tensor? bias = null, Tensor? mask = null,
        (long Vertical, long Horizontal)? stride = null, (long Vertical, long Horizontal)? padding = null, (long Vertical, long Horizontal)? dilation = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(offset);
        ArgumentNullException.ThrowIfNull(weight);
        var shape = DeformableShape.Of(input, offset, weight, bias, mask, stride ?? (1, 1), padding ?? (0, 0), dilation ?? (1, 1));
        return DeformableFunction.Takes(shape, input, offset, weight, bias, mask)
            ? DeformableFunction.apply(input, offset, weight, bias!, mask!, shape)
            : Composed(shape, input, offset, weight, bias, mask);
    }

    /// <summary>The operation composed of tensor operations: any device and floating-point type, any number of derivatives.</summary>
    internal static Tensor Composed(DeformableShape s, Tensor input, Tensor offset, Tensor weight, Tensor? bias, Tensor? mask)
    {
        using var scope = NewDisposeScope();
        var places = s.Taps * s.OutputHeight * s.OutputWidth;
        var (baseY, baseX) = s.Grid(input);
        var offsets = offset.reshape(s.Images, s.OffsetGroups, s.Taps, 2, s.OutputHeight * s.OutputWidth);
        var y = offsets.select(3, 0) + baseY;
        var x = offsets.select(3, 1) + baseX;
        var outside = y.lt(-1) | y.ge(s.Height) | x.lt(-1) | x.ge(s.Width);
        y = y.masked_fill(outside, -2).view(s.Images, s.OffsetGroups, 1, places);
        x = x.masked_fill(outside, -2).view(s.Images, s.OffsetGroups, 1, places);
        var (top, left) = (y.detach().floor(), x.detach().floor());
        var (down, right) = (y - top, x - left);

        var pixels = input.reshape(s.Images, s.OffsetGroups, s.Inputs / s.OffsetGroups, s.Height * s.Width);
        var taps = Corner(0, 0, (1 - down) * (1 - right)) + Corner(0, 1, (1 - down) * right) + Corner(1, 0, down * (1 - right)) + Corner(1, 1, down * right);
        if (mask is not null)
            taps = taps * mask.reshape(s.Images, s.OffsetGroups, 1, places);
        var columns = taps.reshape(s.Images, s.Groups, s.Inputs / s.Groups * s.Taps, s.OutputHeight * s.OutputWidth);
        var output = matmul(weight.reshape(s.Groups, s.Outputs / s.Groups, -1), columns).view(s.Images, s.Outputs, s.OutputHeight, s.OutputWidth);
        return (bias is null ? output : output + bias.view(-1, 1, 1)).MoveToOuterDisposeScope();

        Tensor Corner(long dy, long dx, Tensor share)
        {
            var (row, column) = (top + dy, left + dx);
            var within = row.ge(0) & row.lt(s.Height) & column.ge(0) & column.lt(s.Width);
            var index = (row.clamp(0, s.Height - 1) * s.Width + column.clamp(0, s.Width - 1)).nan_to_num(0).to(ScalarType.Int64);
            return pixels.gather(3, index.expand(pixels.shape[0], pixels.shape[1], pixels.shape[2], places)) * (share * within.to(share.dtype));
        }
    }
}
