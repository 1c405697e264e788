using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>A parameter that belongs to its module and to no dispose scope.</summary>
            private protected static Parameter NewParameter(long[] shape, Device device, ScalarType type)
            {
                var parameter = new Parameter(empty(shape, type, device));
                parameter.DetachFromDisposeScope();
                return parameter;
            }

            /// <summary>
            /// Draws weight and bias uniformly in +-1/sqrt(fan-in), in the order and with the arithmetic of Python's torch.
            /// </summary>
            private protected static void ResetLinearMap(Parameter weight, Parameter? bias)
            {
                init.kaiming_uniform_(weight, Math.Sqrt(5));
                if (bias is null)
                    return;
                var (fanIn, _) = init.CalculateFanInAndFanOut(weight);
                var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                init.uniform_(bias, -bound, bound);
            }
        }
    }
}
