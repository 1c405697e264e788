using TorchSharp.Internal;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Gradient clipping, and parameters as one vector.</summary>
        public static class utils
        {
            private static readonly Operator s_norm = new("aten::norm", "ScalarOpt_dim");
            private static readonly Operator s_normAll = new("aten::norm", "Scalar");
            private static readonly Operator s_multiplyAll = new("aten::_foreach_mul_", "Scalar");
            private static readonly Operator s_reciprocal = new("aten::reciprocal");
            private static readonly Operator s_clampInPlace = new("aten::clamp_");

            /// <summary>
            /// Scales the gradients down so that their joint norm is at most <paramref name="max_norm"/>; returns the norm before.
            /// </summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var mode = no_grad();
                using var scope = NewDisposeScope();
                var grads = Gradients(tensors);
                if (grads.Length == 0)
                    return 0;
                var norms = stack(grads.Select(grad => s_normAll.Call(grad, norm_type).to(grads[0].device)));
                var total = s_norm.Call(norms, norm_type, new[] { 0L });
                var factor = s_reciprocal.Call(total.add(1e-6)).mul(max_norm).clamp(max: 1);
                s_multiplyAll.CallVoid(grads, factor.ToDouble());
                return total.ToDouble();
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var mode = no_grad();
                using var scope = NewDisposeScope();
                foreach (var grad in Gradients(tensors))
                    s_clampInPlace.CallVoid(grad, -clip_value, clip_value);
            }

            /// <summary>The elements of all, one after the other.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(tensor => tensor.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            /// <summary>Copies the elements back from what <see cref="parameters_to_vector"/> made.</summary>
            /// <exception cref="ArgumentException">The vector has not as many elements as the parameters.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                var targets = tensors.ToList();
                var count = targets.Sum(target => target.numel());
                if (vec.numel() != count)
                    throw new ArgumentException($"The parameters have {count} elements, the vector has {vec.numel()}.", nameof(vec));
                using var mode = no_grad();
                using var scope = NewDisposeScope();
                var start = 0L;
                foreach (var target in targets)
                {
                    target.copy_(vec.narrow(0, start, target.numel()).view(target.shape));
                    start += target.numel();
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> parameters) =>
                [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
        }
    }
}
