using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator s_conv2d = new("aten::conv2d");
            private static readonly Operator s_conv2dPadding = new("aten::conv2d", "padding");
            private static readonly Operator s_convTranspose2d = new("aten::conv_transpose2d", "input");
            private static readonly Operator s_linear = new("aten::linear");
            private static readonly Operator s_im2col = new("aten::im2col");
            private static readonly Operator s_col2im = new("aten::col2im");

            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1) =>
                s_conv2d.Call(input, weight, bias, OrDefault(strides), OrDefault(padding), OrDefault(dilation), groups);

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1) =>
                s_conv2dPadding.Call(input, weight, bias, OrDefault(strides), padding == Padding.Valid ? "valid" : "same",
                    OrDefault(dilation), groups);

            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                s_convTranspose2d.Call(input, weight, bias, OrDefault(strides), OrDefault(padding), OrDefault(output_padding), groups,
                    OrDefault(dilation));

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => s_linear.Call(input, weights, bias);

            /// <summary>The sliding blocks of N x C x H x W as columns: N x (C kh kw) x L.</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <inheritdoc cref="unfold(Tensor, long, long, long, long)"/>
            public static Tensor unfold(Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
                (long, long)? stride = null) =>
                s_im2col.Call(input, kernel_size.ToArray(), (dilation ?? (1, 1)).ToArray(), (padding ?? (0, 0)).ToArray(),
                    (stride ?? (1, 1)).ToArray());

            /// <summary>Adds columns N x (C kh kw) x L up to an image of <paramref name="output_size"/>.</summary>
            public static Tensor fold(Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0,
                long stride = 1) =>
                fold(input, (output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding),
                    (stride, stride));

            /// <inheritdoc cref="fold(Tensor, long, long, long, long, long)"/>
            public static Tensor fold(
                Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                s_col2im.Call(
                    input, output_size.ToArray(), kernel_size.ToArray(), (dilation ?? (1, 1)).ToArray(), (padding ?? (0, 0)).ToArray(),
                    (stride ?? (1, 1)).ToArray());

            private static Arg OrDefault(long[]? value) => value is null ? Arg.Default : value;
        }
    }
}
