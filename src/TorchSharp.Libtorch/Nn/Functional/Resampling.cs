using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator[] s_nearest = [new("aten::upsample_nearest1d", "vec"), new("aten::upsample_nearest2d", "vec"),
                new("aten::upsample_nearest3d", "vec")];

            private static readonly Operator[] s_nearestExact =
                [new("aten::_upsample_nearest_exact1d", "vec"), new("aten::_upsample_nearest_exact2d", "vec"),
                    new("aten::_upsample_nearest_exact3d", "vec")];

            private static readonly Operator s_linear1d = new("aten::upsample_linear1d", "vec");
            private static readonly Operator s_bilinear2d = new("aten::upsample_bilinear2d", "vec");
            private static readonly Operator s_bilinear2dAntialias = new("aten::_upsample_bilinear2d_aa", "vec");
            private static readonly Operator s_bicubic2d = new("aten::upsample_bicubic2d", "vec");
            private static readonly Operator s_bicubic2dAntialias = new("aten::_upsample_bicubic2d_aa", "vec");
            private static readonly Operator s_trilinear3d = new("aten::upsample_trilinear3d", "vec");
            private static readonly Operator s_gridSampler = new("aten::grid_sampler");
            private static readonly Operator s_affineGrid = new("aten::affine_grid_generator");
            private static readonly Operator s_pad = new("aten::pad");

            /// <summary>
            /// Resizes the spatial dimensions of N x C x ... to <paramref name="size"/>, or by <paramref name="scale_factor"/> (one for
            /// all, or one each).
            /// </summary>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false)
            {
                var spatial = x.shape[2..];
                if (size is null == scale_factor is null)
                    throw new ArgumentException("interpolate takes either size or scale_factor.", nameof(size));
                if (align_corners is not null
                    && mode is InterpolationMode.Nearest or InterpolationMode.Area or InterpolationMode.NearestExact)
                    throw new ArgumentException($"align_corners has no meaning with {mode}; leave it out.", nameof(align_corners));
                if (antialias && !(mode is InterpolationMode.Bilinear or InterpolationMode.Bicubic && spatial.Length == 2))
                    throw new ArgumentException(
                        $"antialias goes with Bilinear and Bicubic of N x C x H x W only, got {mode} and {x.dim()} dimensions.",
                        nameof(antialias));
                size = ForEach(size, spatial.Length, nameof(size));
                scale_factor = ForEach(scale_factor, spatial.Length, nameof(scale_factor));
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                    (size, scale_factor) = ([.. spatial.Zip(scale_factor, (length, factor) => (long)Math.Floor(length * factor))], null);
                var corners = align_corners ?? false;
                return (mode, spatial.Length) switch
                {
                    (InterpolationMode.Nearest, >= 1 and <= 3) => s_nearest[spatial.Length - 1].Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, >= 1 and <= 3) => s_nearestExact[spatial.Length - 1].Call(x, size, scale_factor),
                    (InterpolationMode.Area, 1) => s_adaptiveAvgPool1d.Call(x, size),
                    (InterpolationMode.Area, 2) => s_adaptiveAvgPool2d.Call(x, size),
                    (InterpolationMode.Area, 3) => s_adaptiveAvgPool3d.Call(x, size),
                    (InterpolationMode.Linear, 1) => s_linear1d.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2) =>
                    (antialias ? s_bilinear2dAntialias : s_bilinear2d).Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2) => (antialias ? s_bicubic2dAntialias : s_bicubic2d).Call(x, size, corners, scale_factor),
                    (InterpolationMode.Trilinear, 3) => s_trilinear3d.Call(x, size, corners, scale_factor),
                    _ => throw new ArgumentException(
                        $"{mode} cannot go with {x.dim()} dimensions: Linear takes 3, Bilinear and Bicubic 4, Trilinear 5.", nameof(mode)),
                };
            }

            /// <summary>Pads the last dimension by the first two numbers, the one before by the next two, and so on.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                var name = mode switch
                {
                    PaddingModes.Zeros or PaddingModes.Constant => "constant",
                    PaddingModes.Reflect => "reflect",
                    PaddingModes.Replicate => "replicate",
                    _ => "circular",
                };
                return s_pad.Call(input, pad, name, mode == PaddingModes.Constant ? value : Arg.None);
            }

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant,
                double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            /// <summary>Pads the last dimension by as much on either side.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad, pad }, mode, value);

            /// <summary>Samples N x C x H x W at the places of N x H' x W' x 2, which are (x, y) in [-1, 1].</summary>
            public static Tensor grid_sample(
                Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear,
                GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
            {
                // libtorch numbers them otherwise: bilinear 0, nearest 1; zeros 0, border 1, reflection 2.
                var interpolation = mode == GridSampleMode.Bilinear ? 0L : 1L;
                var padding = padding_mode switch
                {
                    GridSamplePaddingMode.Zeros => 0L,
                    GridSamplePaddingMode.Border => 1L,
                    _ => 2L,
                };
                return s_gridSampler.Call(input, grid, interpolation, padding, align_corners ?? false);
            }

            /// <summary>The sampling places of N affine maps (N x 2 x 3) for an output of <paramref name="size"/> (N, C, H, W).</summary>
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                s_affineGrid.Call(theta, size ?? throw new ArgumentNullException(nameof(size), "affine_grid needs the output's size."),
                    align_corners);

            private static T[]? ForEach<T>(T[]? values, int count, string argument)
            {
                if (values is null || values.Length == count)
                    return values;
                if (values.Length != 1)
                    throw new ArgumentException(
                        $"{argument} must have one entry, or one for each of the {count} spatial dimensions; got {values.Length}.",
                        argument);
                var result = new T[count];
                Array.Fill(result, values[0]);
                return result;
            }
        }
    }
}
