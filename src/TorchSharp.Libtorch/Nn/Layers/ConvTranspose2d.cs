using TorchSharp.Internal;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        public abstract class ConvolutionTranspose : Convolution
        {
            protected ConvolutionTranspose(
                string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
                long[] dilation,
                bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, Device? device = null,
                ScalarType? dtype = null)
                : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding,
                    groups, bias, padding_mode, device, dtype)
            {
            }

            public override Tensor forward(Tensor input) => forward(input, null);

            /// <summary>Transposed convolution whose output has the given height and width, or as many as the strides make.</summary>
            public abstract Tensor forward(Tensor input, long[]? output_size);

            protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding,
                long[] dilation, long num_spatial_dims)
            {
                if (output_size is null)
                    return output_padding;
                var spatial = output_size[^(int)num_spatial_dims..];
                var result = new long[num_spatial_dims];
                for (var d = 0; d < result.Length; d++)
                {
                    var size = input.size(d - result.Length);
                    var least = (size - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1;
                    result[d] = spatial[d] - least;
                    if (result[d] < 0 || result[d] >= stride[d])
                        throw new ArgumentException(
                            $"{GetName()} makes sizes {least} to {least + stride[d] - 1} of {size} along dimension {d}, not {spatial[d]}.",
                            nameof(output_size));
                }
                return result;
            }
        }

        /// <summary>N x C x H x W to N x C' x H' x W', the transpose of <see cref="Conv2d"/>.</summary>
        public sealed class ConvTranspose2d : ConvolutionTranspose
        {
            internal ConvTranspose2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long) stride, (long, long) padding,
                (long, long) output_padding, (long, long) dilation,
                PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
                : base(
                    nameof(ConvTranspose2d), in_channels, out_channels, kernel_size.ToArray(), stride.ToArray(), padding.ToArray(), null,
                    dilation.ToArray(),
                    true, output_padding.ToArray(), groups, bias, padding_mode, device, dtype)
            {
            }

            public override Tensor forward(Tensor input, long[]? output_size)
            {
                DemandImage(input);
                var extra = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, 2);
                return F.conv_transpose2d(input, weight, bias, stride, padding, extra, dilation, groups);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0,
                long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding),
                    (output_padding, output_padding), (dilation, dilation),
                    padding_mode, groups, bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? output_padding = null, (long, long)? dilation = null,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), output_padding ?? (0, 0),
                    dilation ?? (1, 1),
                    padding_mode, groups, bias, device, dtype);
        }
    }
}
