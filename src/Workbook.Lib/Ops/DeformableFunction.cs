using TorchSharp;
using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// <see cref="DeformableConvolution"/> on the CPU in float32: chunks of output places, for each the taps' values as columns and a matrix product. The
/// backward pass reads the columns again rather than keep them, nine times the input.
/// </summary>
internal sealed class DeformableFunction : autograd.SingleTensorFunction<DeformableFunction>
{
    // 16 MB of columns.
    private const long ColumnsPerChunk = 1 << 22;

    public override string Name => nameof(DeformableConvolution);

    internal static bool Takes(DeformableShape shape, params ReadOnlySpan<Tensor?> tensors)
    {
        foreach (var tensor in tensors)
            if (tensor is not null && (tensor.device_type != DeviceType.CPU || tensor.dtype != ScalarType.Float32))
                return false;
        return shape.Images > 0 && shape.Outputs > 0;
    }

    public override unsafe Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, offset, weight, bias, mask, shape) =
            ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor?)vars[3], (Tensor?)vars[4], (DeformableShape)vars[5]);
        ctx.save_for_backward(mask is null ? [input, offset, weight] : [input, offset, weight, mask]);
        ctx.save_data(nameof(shape), shape);
        ctx.save_data("needed", vars.Select(v => v is Tensor { requires_grad: true }).ToArray());

        var kernel = new DeformableKernel(shape);
        var (pixels, offsets, masks, matrix) = (Pixels(input), offset.contiguous(), mask?.contiguous(), Matrix(weight, shape));
        var products = new List<Tensor>();
        foreach (var (image, first, count) in Chunks(shape))
        {
            using var scope = NewDisposeScope();
            kernel.MoveTo(image, first, count, Pointer(offsets), Pointer(masks));
            var columns = Columns(shape, count);
            kernel.Read(Pointer(pixels), Pointer(columns));
            products.Add(matmul(columns, matrix).transpose(0, 1).reshape(count, shape.Outputs).MoveToOuterDisposeScope());
        }
        var output = cat(products);
        if (bias is not null)
            output.add_(bias);
        output = output.view(shape.Images, shape.OutputHeight, shape.OutputWidth, shape.Outputs).permute(0, 3, 1, 2);
        return input.is_contiguous() ? output.contiguous() : output;
    }

    public override unsafe List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (input, offset, weight, mask) = (saved[0], saved[1], saved[2], saved.ElementAtOrDefault(3));
        var shape = (DeformableShape)ctx.get_data("shape");
        var needed = (bool[])ctx.get_data("needed");
        var kernel = new DeformableKernel(shape);
        var (pixels, offsets, masks, matrix) = (Pixels(input), offset.contiguous(), mask?.contiguous(), Matrix(weight, shape).transpose(1, 2));
        var rows = Pixels(grad_output).view(shape.Images, -1, shape.Groups, shape.Outputs / shape.Groups);
        var gradPixels = needed[0] ? zeros_like(pixels) : null;
        var gradOffset = needed[1] ? empty_like(offsets) : null;
        var gradMatrix = needed[2] ? zeros(shape.Groups, matrix.shape[2], matrix.shape[1]) : null;
        var gradMask = needed[4] ? empty_like(masks!) : null;
        foreach (var (image, first, count) in Chunks(shape))
        {
            using var scope = NewDisposeScope();
            kernel.MoveTo(image, first, count, Pointer(offsets), Pointer(masks));
            var gradient = rows.select(0, image).narrow(0, first, count).transpose(0, 1);
            if (gradMatrix is not null)
            {
                var columns = Columns(shape, count);
                kernel.Read(Pointer(pixels), Pointer(columns));
                gradMatrix.add_(matmul(columns.transpose(1, 2), gradient));
            }
            if (gradPixels is null && gradOffset is null && gradMask is null)
                continue;
            var gradColumns = matmul(gradient, matrix).contiguous();
            if (gradOffset is not null || gradMask is not null)
                kernel.ReadGradients(Pointer(pixels), Pointer(gradColumns), Pointer(gradOffset), Pointer(gradMask));
            if (gradPixels is not null)
                kernel.Write(Pointer(gradColumns), Pointer(gradPixels));
        }
        return
        [
            gradPixels?.permute(0, 3, 1, 2)!,
            gradOffset!,
            gradMatrix?.view(shape.Groups, shape.Taps, -1, shape.Outputs / shape.Groups).permute(0, 3, 2, 1).reshape(weight.shape)!,
            needed[3] ? grad_output.sum([0, 2, 3]) : null!,
            gradMask!,
            null!,
        ];
    }

    /// <summary>[N, C, H, W] as contiguous [N, H, W, C].</summary>
    private static Tensor Pixels(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous();

    /// <summary>[C', C / groups, kh, kw] as [groups, taps * C / groups, C' / groups].</summary>
    private static Tensor Matrix(Tensor weight, DeformableShape s) =>
        weight.reshape(s.Groups, s.Outputs / s.Groups, -1, s.Taps).permute(0, 3, 2, 1).reshape(s.Groups, -1, s.Outputs / s.Groups);

    private static Tensor Columns(DeformableShape s, int count) => empty(s.Groups, count, s.Taps * s.Inputs / s.Groups);

    private static IEnumerable<(long Image, long First, int Count)> Chunks(DeformableShape s)
    {
        var places = s.OutputHeight * s.OutputWidth;
        var most = Math.Max(64, ColumnsPerChunk / (s.Inputs * s.Taps));
        for (long image = 0; image < s.Images; image++)
            for (long first = 0; first < places; first += most)
                yield return (image, first, (int)Math.Min(most, places - first));
    }

    private static unsafe float* Pointer(Tensor? tensor)
    {
        if (tensor is null)
            return null;
        using var flat = tensor.view(-1);
        using var start = flat.narrow(0, 0, 1);
        fixed (byte* p = start.bytes)
            return (float*)p;
    }
}
