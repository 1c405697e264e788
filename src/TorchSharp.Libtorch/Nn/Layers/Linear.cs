using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>... x in_features to ... x out_features: input weight^T + bias.</summary>
        public sealed class Linear : Module<Tensor, Tensor>
        {
            [ComponentName(Name = nameof(weight))]
            private Parameter _weight;

            [ComponentName(Name = nameof(bias))]
            private Parameter? _bias;

            internal Linear(Parameter weight, Parameter? bias)
                : base(nameof(Linear))
            {
                (in_features, out_features) = (weight.size(1), weight.size(0));
                _weight = weight;
                _bias = bias;
                ConditionallyRegisterParameter(nameof(weight), weight);
                ConditionallyRegisterParameter(nameof(bias), bias);
            }

            internal Linear(long inputSize, long outputSize, bool hasBias, Device device, ScalarType dtype)
                : this(NewParameter([outputSize, inputSize], device, dtype), hasBias ? NewParameter([outputSize], device, dtype) : null) =>
                    ResetLinearMap(_weight, _bias);

            public Parameter? bias
            {
                get => _bias;
                set
                {
                    _bias = value;
                    ConditionallyRegisterParameter(nameof(bias), value);
                }
            }

            public Parameter weight
            {
                get => _weight;
                set
                {
                    _weight = value ?? throw new ArgumentNullException(nameof(value), "A Linear has always a weight.");
                    ConditionallyRegisterParameter(nameof(weight), value);
                }
            }

            public long in_features { get; set; }

            public long out_features { get; set; }

            public override Tensor forward(Tensor tensor) => functional.linear(tensor, _weight, _bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device ?? get_default_device(), dtype ?? get_default_dtype());

            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);
        }
    }
}
