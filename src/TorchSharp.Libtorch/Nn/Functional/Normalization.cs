using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator s_batchNorm = new("aten::batch_norm");
            private static readonly Operator s_groupNorm = new("aten::group_norm");
            private static readonly Operator s_norm = new("aten::norm", "ScalarOpt_dim");
            private static readonly Operator s_clampMin = new("aten::clamp_min");
            private static readonly Operator s_divide = new("aten::div", "Tensor");

            /// <summary>
            /// With <paramref name="training"/>, by the batch's statistics, which are blended into the running ones; else by the running
            /// ones.
            /// </summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-05)
            {
                if (training && input.shape is var shape && shape.Length > 1 && input.numel() == shape[1])
                    throw new ArgumentException($"Training needs more than one value per channel, got [{string.Join(", ", shape)}].",
                        nameof(input));
                return s_batchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null,
                double eps = 1e-05) =>
                s_groupNorm.Call(input, num_groups, weight, bias, eps);

            /// <summary>
            /// Divides by the <paramref name="p"/>-norm along <paramref name="dim"/>, or by <paramref name="eps"/> where it is larger.
            /// </summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                using var norm = s_norm.Call(input, p, new[] { dim }, true);
                using var divisor = s_clampMin.Call(norm, eps);
                return s_divide.Call(input, divisor);
            }
        }
    }
}
