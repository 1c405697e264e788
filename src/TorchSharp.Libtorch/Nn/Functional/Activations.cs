using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The layers' operations as functions.</summary>
        public static partial class functional
        {
            private static readonly Operator s_relu = new("aten::relu");
            private static readonly Operator s_reluInPlace = new("aten::relu_");
            private static readonly Operator s_sigmoid = new("aten::sigmoid");
            private static readonly Operator s_sigmoidInPlace = new("aten::sigmoid_");
            private static readonly Operator s_softmax = new("aten::softmax", "int");
            private static readonly Operator s_logSoftmax = new("aten::log_softmax", "int");
            private static readonly Operator s_dropout = new("aten::dropout");
            private static readonly Operator s_dropoutInPlace = new("aten::dropout_");

            /// <summary>With <paramref name="inplace"/>, changes <paramref name="x"/> and returns another wrapper of it.</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? s_reluInPlace.CallInPlace(x, x).alias() : s_relu.Call(x);

            public static Tensor sigmoid(Tensor x, bool inplace) =>
                inplace ? s_sigmoidInPlace.CallInPlace(x, x).alias() : s_sigmoid.Call(x);

            public static Tensor sigmoid(Tensor x) => s_sigmoid.Call(x);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => s_softmax.Call(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => s_logSoftmax.Call(x, dim);

            /// <summary>
            /// Zeroes elements with probability <paramref name="p"/> and scales the others by 1 / (1 - p); without <paramref
            /// name="training"/> changes nothing.
            /// </summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (inplace)
                    return s_dropoutInPlace.CallInPlace(input, input, p, training).alias();
                return s_dropout.Call(input, p, training);
            }
        }
    }
}
