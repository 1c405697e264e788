using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly Operator s_oneHot = new("aten::one_hot");

            /// <summary>
            /// Int64 indices to a last dimension of zeros with a one; -1 takes as many classes as the largest index needs.
            /// </summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => s_oneHot.Call(x, num_classes);

            /// <summary>softmax(query key^T / sqrt(d) + mask) value; a boolean mask is true where attention is allowed.</summary>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0, bool is_casual = false)
            {
                if (is_casual && attn_mask is not null)
                    throw new ArgumentException("attn_mask must be left out with is_casual, which makes a mask of its own.",
                        nameof(attn_mask));
                using var scope = NewDisposeScope();
                if (is_casual)
                    attn_mask = ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device).tril();
                var scores = query.mul(1 / Math.Sqrt(query.size(-1))).matmul(key.transpose(-2, -1));
                if (attn_mask is { dtype: ScalarType.Bool })
                    scores = scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity);
                else if (attn_mask is not null)
                    scores = scores.add(attn_mask);
                return dropout(softmax(scores, -1), p).matmul(value).MoveToOuterDisposeScope();
            }
        }
    }
}
