using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private static readonly Operator s_setData = new("aten::set_data");

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                DemandFloatingPoint(dtype);
                foreach (var child in children())
                    child._to(device, dtype, non_blocking);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                var device = new Device(deviceType, deviceIndex);
                foreach (var child in children())
                    child._to(device.type, device.index, non_blocking);
                _toEpilog(null, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                DemandFloatingPoint(dtype);
                foreach (var child in children())
                    child._to(dtype, non_blocking);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            /// <summary>
            /// Converts the module's own parameters and buffers. The tensor objects stay the same and take new contents, so that optimizers
            /// made before stay valid (TorchSharp replaces the objects). An element type applies to floating-point tensors only.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                using var mode = no_grad();
                foreach (var (_, parameter) in _internal_params)
                {
                    using var grad = parameter.grad;
                    Convert(parameter, dtype, device, non_blocking);
                    if (grad is not null)
                        Convert(grad, dtype, device, non_blocking);
                }
                foreach (var (_, (buffer, _)) in _internal_buffers)
                    Convert(buffer, dtype, device, non_blocking);
                if (device is not null)
                    (_deviceType, _deviceIndex) = (device.type, device.index);
            }

            private static void Convert(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                var place = device ?? tensor.device;
                if (type == tensor.dtype && place.type == tensor.device_type && place.index == tensor.device_index)
                    return;
                using var detached = tensor.detach();
                using var converted = detached.to(type, place, non_blocking: non_blocking);
                s_setData.CallVoid(tensor, converted);
            }

            private void DemandFloatingPoint(ScalarType dtype)
            {
                if (!Tensor.IsFloatingPoint(dtype))
                    throw new ArgumentException(
                        $"A module's parameters can be converted to a floating-point type only, got {dtype} for {GetName()}.",
                        nameof(dtype));
            }
        }
    }
}
