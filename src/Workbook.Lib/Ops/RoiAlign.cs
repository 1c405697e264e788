using TorchSharp;
using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// RoIAlign (He et al. 2017, section 3): each box is cut into a grid of bins, and the map's bilinear interpolation is averaged over points spread
/// evenly in each bin. Agrees with torchvision.ops.roi_align (0.14).
/// </summary>
/// <remarks>
/// Float32 on the CPU goes through <see cref="RoiAlignKernel"/>, which reads and writes channels-last memory; all else through <see cref="ComposedRoiAlign"/>. The boxes get no gradient. Points more than a pixel outside the map count as 0.
/// </remarks>
public static class RoiAlign
{
    /// <summary>Features of boxes from one map.</summary>
    /// <param name="features">Floating point [N, C, H, W].</param>
    /// <param name="boxes">[R, 4]: left, top, right, bottom in pixels of the image; finite.</param>
    /// <param name="images">Int64 [R]: the image of each box, in [0, N).</param>
    /// <param name="size">Bins along each side, S.</param>
    /// <param name="scale">Map pixels for an image pixel: 1 / stride.</param>
    /// <param name="samplingRatio">Points along each side of a bin; 0 for as many as the bin has map pixels, rounded up.</param>
    /// <param name="isAligned">Whether pixel centres lie at halves (detectron2) or at whole numbers, boxes being at least one pixel of the map large
    /// (torchvision's models, the original).</param>
    /// <returns>[R, C, S, S].</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit, a box is not finite, or an image is out of range.</exception>
    public static Tensor Apply(Tensor features, Tensor boxes, Tensor images, int size, double scale, int samplingRatio, bool isAligned)
    {
        var grid = Validate(features, boxes, images, size, scale, samplingRatio, isAligned);
        return features.dtype == ScalarType.Float32 && features.device_type == DeviceType.CPU && features.numel() > 0
            ? FusedFunction.apply(features, grid)
            : ComposedRoiAlign.Apply(features, boxes, images, size, scale, samplingRatio, isAligned);
    }

    private static RoiGrid Validate(Tensor features, Tensor boxes, Tensor images, int size, double scale, int samplingRatio, bool isAligned)
    {
        if (features.dim() != 4 || !features.is_floating_point())
            throw new ArgumentException(
                $"{nameof(RoiAlign)}: expected features as floating point [N, C, H, W], got {features.dtype} [{string.Join(", ", features.shape)}].", nameof(features));
        Boxes.Validate(nameof(RoiAlign), boxes);
        if (images.dim() != 1 || images.dtype != ScalarType.Int64 || images.shape[0] != boxes.shape[0])
            throw new ArgumentException(
                $"{nameof(RoiAlign)}: expected the image of each box as Int64 [{boxes.shape[0]}], got {images.dtype} [{string.Join(", ", images.shape)}].", nameof(images));
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(samplingRatio);
        using var scope = NewDisposeScope();
        var grid = new RoiGrid(
            boxes.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray(), images.cpu().contiguous().data<long>().ToArray(), size, scale,
            samplingRatio, isAligned);
        grid.Validate(features.shape[0]);
        return grid;
    }

    private sealed class FusedFunction : autograd.SingleTensorFunction<FusedFunction>
    {
        public override string Name => nameof(RoiAlign);

        public override unsafe Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (features, grid) = ((Tensor)vars[0], (RoiGrid)vars[1]);
            ctx.save_data("grid", grid);
            ctx.save_data("shape", features.shape);
            using var scope = NewDisposeScope();
            var result = ChannelsLastMemory.Empty(grid.Count, features.shape[1], grid.Size, grid.Size);
            if (grid.Count > 0)
                new RoiAlignKernel(grid, features.shape, get_num_threads()).Forward(ChannelsLastMemory.Data(ChannelsLast.Of(features)), ChannelsLastMemory.Data(result));
            return result.MoveToOuterDisposeScope();
        }

        public override unsafe List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var (grid, shape) = ((RoiGrid)ctx.get_data("grid"), (long[])ctx.get_data("shape"));
            using var scope = NewDisposeScope();
            var gradient = ChannelsLastMemory.Empty(shape[0], shape[1], shape[2], shape[3]).zero_();
            if (grid.Count > 0)
                new RoiAlignKernel(grid, shape, get_num_threads()).Backward(ChannelsLastMemory.Data(ChannelsLast.Of(grad_output)), ChannelsLastMemory.Data(gradient));
            return [gradient.MoveToOuterDisposeScope(), null!];
        }
    }
}
