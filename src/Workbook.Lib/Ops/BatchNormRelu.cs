using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>
/// Batch normalisation, an optional shortcut added to it, and ReLU as one operation: <c>max(0, BN(x) + shortcut)</c>. A network's activations are
/// too large for the caches, so that each pass over them costs memory bandwidth: composed of libtorch's operators the forward step reads or
/// writes each activation nine times, fused four times.
/// </summary>
/// <remarks>
/// The fused form serves training on the CPU with float32 activations in channels-last layout whose channels are a multiple of 8; everything else is composed of
/// TorchSharp's operators. Both give the same values and gradients up to rounding. Results do not depend on the number of threads.
/// </remarks>
public static class BatchNormRelu
{
    /// <summary>Applies the operation, and in training updates the running statistics as <see cref="BatchNorm2d"/> does.</summary>
    /// <param name="x">[N, C, H, W].</param>
    /// <param name="norm">Normalisation over N, H and W of each of the C channels.</param>
    /// <param name="shortcut">[N, C, H, W], added before the ReLU; null for none.</param>
    /// <returns>[N, C, H, W].</returns>
    public static Tensor Apply(Tensor x, BatchNorm2d norm, Tensor? shortcut = null)
    {
        if (!norm.training || !IsFusable(x) || (shortcut is not null && !IsFusable(shortcut))
            || norm is not { weight: { } weight, bias: { } bias, running_mean: not null, momentum: not null })
            return Composed(x, norm, shortcut);
        return FusedFunction.apply(x, weight, bias, shortcut!, norm);
    }

    private static Tensor Composed(Tensor x, BatchNorm2d norm, Tensor? shortcut)
    {
        var y = norm.call(x);
        return nn.functional.relu(shortcut is null ? y : y.add_(shortcut), inplace: true);
    }

    private static bool IsFusable(Tensor x)
    {
        if (x.device_type != DeviceType.CPU || x.dtype != ScalarType.Float32 || x.dim() != 4 || x.shape[1] % BatchNormReluKernel.Lanes != 0 || x.numel() == 0)
            return false;
        using var rows = x.permute(0, 2, 3, 1);
        return rows.is_contiguous();
    }

    private sealed class FusedFunction : autograd.SingleTensorFunction<FusedFunction>
    {
        public override string Name => nameof(BatchNormRelu);

        public override unsafe Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (x, weight, bias, shortcut, norm) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor?)vars[3], (BatchNorm2d)vars[4]);
            var y = EmptyLike(x);
            var channels = (int)x.shape[1];
            var kernel = new BatchNormReluKernel(x.numel() / channels, channels);
            kernel.Forward(Pointer(x), shortcut is null ? null : Pointer(shortcut), Values(weight), Values(bias), norm.eps, Pointer(y));
            Track(norm, kernel);
            ctx.save_for_backward(shortcut is null ? [x, weight] : [x, weight, y]);
            ctx.save_data(nameof(kernel), kernel);
            return y;
        }

        public override unsafe List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var (x, weight, y) = (saved[0], saved[1], saved.ElementAtOrDefault(2));
            var kernel = (BatchNormReluKernel)ctx.get_data("kernel");
            var gradY = IsFusable(grad_output) ? grad_output : ChannelsLast.Of(grad_output);
            var gradX = EmptyLike(x);
            var gradShortcut = y is null ? null : EmptyLike(x);
            var gradWeight = empty_like(weight);
            var gradBias = empty_like(weight);
            kernel.Backward(
                Pointer(x), y is null ? null : Pointer(y), Pointer(gradY), Values(weight), Pointer(gradX), gradShortcut is null ? null : Pointer(gradShortcut),
                Values(gradWeight), Values(gradBias));
            return [gradX, gradWeight, gradBias, gradShortcut!, null!];
        }

        private static void Track(BatchNorm2d norm, BatchNormReluKernel kernel)
        {
            var momentum = norm.momentum!.Value;
            var mean = Values(norm.running_mean!);
            var variance = Values(norm.running_var!);
            for (var c = 0; c < mean.Length; c++)
            {
                mean[c] = (float)((1 - momentum) * mean[c] + momentum * kernel.Mean[c]);
                variance[c] = (float)((1 - momentum) * variance[c] + momentum * kernel.UnbiasedVariance[c]);
            }
            norm.num_batches_tracked?.add_(1);
        }

        private static Tensor EmptyLike(Tensor x)
        {
            var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
            return empty([n, h, w, c]).permute(0, 3, 1, 2);
        }

        private static unsafe float* Pointer(Tensor x)
        {
            using var rows = x.permute(0, 2, 3, 1);
            fixed (byte* p = rows.bytes)
                return (float*)p;
        }

        private static Span<float> Values(Tensor x) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(x.bytes);
    }
}
