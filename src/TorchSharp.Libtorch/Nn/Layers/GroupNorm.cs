using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>N x C x ..., normalised within each sample over groups of channels.</summary>
        public sealed class GroupNorm : Module<Tensor, Tensor>
        {
            [ComponentName(Name = nameof(weight))]
            private Parameter? _weight;

            [ComponentName(Name = nameof(bias))]
            private Parameter? _bias;

            internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
                : base(nameof(GroupNorm))
            {
                if (num_groups <= 0 || num_channels % num_groups != 0)
                    throw new ArgumentException($"GroupNorm: num_groups must divide num_channels, got {num_groups} and {num_channels}.",
                        nameof(num_groups));
                (this.num_groups, this.eps, this.affine) = (num_groups, eps, affine);
                if (!affine)
                    return;
                var (place, type) = GetDefaultDeviceAndType(device, dtype);
                weight = NewParameter([num_channels], place, type);
                bias = NewParameter([num_channels], place, type);
                init.ones_(weight);
                init.zeros_(bias);
            }

            public Parameter? bias
            {
                get => _bias;
                set
                {
                    _bias = value;
                    ConditionallyRegisterParameter(nameof(bias), value);
                }
            }

            /// <summary>The scale, or null without <see cref="affine"/>.</summary>
            public Parameter weight
            {
                get => _weight!;
                set
                {
                    _weight = value;
                    ConditionallyRegisterParameter(nameof(weight), (Parameter?)value);
                }
            }

            public long num_groups { get; set; }

            public double eps { get; set; }

            public bool affine { get; set; }

            public override Tensor forward(Tensor tensor)
            {
                if (tensor.dim() < 3)
                    throw new ArgumentException($"GroupNorm takes N x C x ..., got [{string.Join(", ", tensor.shape)}].", nameof(tensor));
                return functional.group_norm(tensor, num_groups, _weight, _bias, eps);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
