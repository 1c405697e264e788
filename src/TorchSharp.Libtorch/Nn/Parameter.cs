using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A tensor that a module registers as one of its parameters.</summary>
        public class Parameter : Tensor
        {
            /// <summary>
            /// Takes the tensor over: <paramref name="data"/> is invalid afterwards. What has a graph is detached from it.
            /// </summary>
            public Parameter(Tensor data, bool requires_grad = true)
                : base(TakeOver(data))
            {
                this.requires_grad = requires_grad;
            }

            private static IntPtr TakeOver(Tensor data)
            {
                if (data.is_leaf)
                    return data.DecoupleFromNativeHandle();
                using (data)
                    return data.detach().DecoupleFromNativeHandle();
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Parameter(Tensor, bool)"/>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }

    public static partial class TensorExtensionMethods
    {
        /// <summary>The tensor as a parameter; the tensor itself is invalid afterwards.</summary>
        public static Modules.Parameter AsParameter(this Tensor tensor) => new(tensor);
    }
}
