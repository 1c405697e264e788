using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator s_maxPool2d = new("aten::max_pool2d");
            private static readonly Operator s_maxPool2dWithIndices = new("aten::max_pool2d_with_indices");
            private static readonly Operator s_avgPool2d = new("aten::avg_pool2d");
            private static readonly Operator s_adaptiveAvgPool1d = new("aten::adaptive_avg_pool1d");
            private static readonly Operator s_adaptiveAvgPool2d = new("aten::adaptive_avg_pool2d");
            private static readonly Operator s_adaptiveAvgPool3d = new("aten::adaptive_avg_pool3d");

            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[] strides = null!, long[] padding = null!, long[] dilation = null!,
                bool ceil_mode = false) =>
                s_maxPool2d.Call(input, kernel_size, OrDefault(strides), OrDefault(padding), OrDefault(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, long kernel_size, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false) =>
                s_maxPool2d.Call(input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                s_maxPool2d.Call(
                    input, kernel_size.ToArray(), (stride ?? kernel_size).ToArray(), (padding ?? (0, 0)).ToArray(), (dilation ?? (1, 1))
                    .ToArray(), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[] strides = null!, long[] padding = null!, long[] dilation = null!,
                bool ceil_mode = false) =>
                s_maxPool2dWithIndices.Call2(input, kernel_size, OrDefault(strides), OrDefault(padding), OrDefault(dilation), ceil_mode);

            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[] stride = null!, long[] padding = null!, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                s_avgPool2d.Call(input, kernel_size, OrDefault(stride), OrDefault(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                s_avgPool2d.Call(input, kernel_size, stride ?? kernel_size, padding, ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true,
                long? divisor_override = null) =>
                s_avgPool2d.Call(
                    input, kernel_size.ToArray(), (stride ?? kernel_size).ToArray(), (padding ?? (0, 0)).ToArray(), ceil_mode,
                    count_include_pad, divisor_override);

            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => s_adaptiveAvgPool2d.Call(input, output_size);

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                s_adaptiveAvgPool2d.Call(input, output_size.ToArray());

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) =>
                s_adaptiveAvgPool2d.Call(input, new[] { output_size, output_size });
        }
    }
}
