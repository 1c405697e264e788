using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator s_bceWithLogits = new("aten::binary_cross_entropy_with_logits");
            private static readonly Operator s_bce = new("aten::binary_cross_entropy");
            private static readonly Operator s_crossEntropy = new("aten::cross_entropy_loss");
            private static readonly Operator s_nll = new("aten::nll_loss_nd");
            private static readonly Operator s_smoothL1 = new("aten::smooth_l1_loss");
            private static readonly Operator s_l1 = new("aten::l1_loss");
            private static readonly Operator s_mse = new("aten::mse_loss");
            private static readonly Operator s_huber = new("aten::huber_loss");
            private static readonly Operator s_klDiv = new("aten::kl_div");

            /// <summary>Sigmoid cross-entropy of logits with targets in [0, 1] of the same shape.</summary>
            public static Tensor binary_cross_entropy_with_logits(
                Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
            {
                DemandSameShape(input, target);
                return s_bceWithLogits.Call(input, target, weight, pos_weights, (long)reduction);
            }

            /// <summary>Cross-entropy of probabilities with targets in [0, 1] of the same shape.</summary>
            public static Tensor binary_cross_entropy(Tensor input, Tensor target, Tensor? weight = null,
                Reduction reduction = Reduction.Mean)
            {
                DemandSameShape(input, target);
                return s_bce.Call(input, target, weight, (long)reduction);
            }

            /// <summary>
            /// Softmax cross-entropy of N x K (or N x K x ...) logits with class indices, or with probabilities of the logits' shape.
            /// </summary>
            public static Tensor cross_entropy(
                Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean,
                double label_smoothing = 0) =>
                s_crossEntropy.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>Negative log-likelihood of N x K log-probabilities with class indices.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                s_nll.Call(input, target, weight, (long)reduction);

            public static Tensor smooth_l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
                s_smoothL1.Call(input, target, (long)reduction, beta);

            public static Tensor l1_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                s_l1.Call(input, target, (long)reduction);

            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                s_mse.Call(input, target, (long)reduction);

            public static Tensor huber_loss(Tensor input, Tensor target, double delta = 1, Reduction reduction = Reduction.Mean) =>
                s_huber.Call(input, target, (long)reduction, delta);

            /// <summary>Kullback-Leibler divergence; both are log-probabilities unless <paramref name="log_target"/> is false.</summary>
            public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean) =>
                s_klDiv.Call(input, target, (long)reduction, log_target);

            private static void DemandSameShape(Tensor input, Tensor target)
            {
                if (!input.shape.AsSpan().SequenceEqual(target.shape))
                    throw new ArgumentException(
                        $"The target must have the input's shape [{string.Join(", ", input.shape)}], " +
                        $"got [{string.Join(", ", target.shape)}].",
                        nameof(target));
            }
        }
    }
}
