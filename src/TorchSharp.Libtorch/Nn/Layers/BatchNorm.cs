using TorchSharp.Internal;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public abstract class BatchNorm : NormBase
        {
            private static readonly Operator s_addInPlace = new("aten::add_", "Scalar");

            public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
                ScalarType? dtype, string name)
                : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
            {
            }

            public override Tensor forward(Tensor input)
            {
                ValidateInputDimensions(input);
                var factor = momentum ?? 0;
                if (training && num_batches_tracked is { } batches)
                {
                    s_addInPlace.CallVoid(batches, 1L);
                    if (momentum is null)
                        factor = 1.0 / batches.ToInt64();
                }
                var fromBatch = training || running_mean is null;
                return nn.functional.batch_norm(input, running_mean, running_var, weight, bias, fromBatch, factor, eps);
            }
        }

        /// <summary>N x C or N x C x L, normalised over all but C.</summary>
        public sealed class BatchNorm1d : BatchNorm
        {
            internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
                ScalarType? dtype)
                : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d))
            {
            }

            protected override void ValidateInputDimensions(Tensor input)
            {
                if (input.dim() is not (2 or 3))
                    throw new ArgumentException($"BatchNorm1d takes N x C or N x C x L, got [{string.Join(", ", input.shape)}].",
                        nameof(input));
            }
        }

        /// <summary>N x C x H x W, normalised over all but C.</summary>
        public sealed class BatchNorm2d : BatchNorm
        {
            internal BatchNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device,
                ScalarType? dtype)
                : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d))
            {
            }

            protected override void ValidateInputDimensions(Tensor input)
            {
                if (input.dim() != 4)
                    throw new ArgumentException($"BatchNorm2d takes N x C x H x W, got [{string.Join(", ", input.shape)}].", nameof(input));
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm1d BatchNorm1d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static BatchNorm2d BatchNorm2d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
