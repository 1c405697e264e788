using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator s_toDtypeLayout = new("aten::to", "dtype_layout");
        private static readonly Operator s_clone = new("aten::clone");
        private static readonly Operator s_contiguous = new("aten::contiguous");
        private static readonly Operator s_alias = new("aten::alias");
        private static readonly Operator s_detach = new("aten::detach");
        private static readonly Operator s_detach_ = new("aten::detach_");
        private static readonly Operator s_copy_ = new("aten::copy_");
        private static readonly Operator s_set_SourceTensor = new("aten::set_", "source_Tensor");
        private static readonly Operator s_fill_Scalar = new("aten::fill_", "Scalar");
        private static readonly Operator s_zero_ = new("aten::zero_");
        private static readonly Operator s_pin_memory = new("aten::pin_memory");
        private static readonly Operator s_is_pinned = new("aten::is_pinned");

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, null, copy, disposeAfter, non_blocking);
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(null, device, copy, disposeAfter, non_blocking);
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(null, new Device(device), copy, disposeAfter, non_blocking);
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, device, copy, disposeAfter, non_blocking);
        public Tensor to(Tensor other, bool non_blocking = false) =>
            Converted(other.dtype, other.device, copy: false, disposeAfter: false, non_blocking);
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(type, null, copy, disposeAfter, non_blocking);
        public Tensor type(ScalarType dtype) => to(dtype);
        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);
        public Tensor type_as(Tensor tensor) => to(tensor.dtype);
        public Tensor cpu() => to(CPU);
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>A new wrapper; of this same tensor where nothing had to change.</summary>
        private Tensor Converted(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool non_blocking)
        {
            var result = s_toDtypeLayout.Call(this, type, Arg.None, device, Arg.None, non_blocking, copy);
            if (disposeAfter)
                Dispose();
            return result;
        }

        public Tensor @bool() => to_type(ScalarType.Bool);
        public Tensor @byte() => to_type(ScalarType.Byte);
        public Tensor @char() => to_type(ScalarType.Int8);
        public Tensor @short() => to_type(ScalarType.Int16);
        public Tensor @int() => to_type(ScalarType.Int32);
        public Tensor @long() => to_type(ScalarType.Int64);
        public Tensor half() => to_type(ScalarType.Float16);
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);
        public Tensor @float() => to_type(ScalarType.Float32);
        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor clone() => s_clone.Call(this);
        public Tensor contiguous() => s_contiguous.Call(this);
        public Tensor alias() => s_alias.Call(this);
        public Tensor detach() => s_detach.Call(this);
        public Tensor detach_() => s_detach_.CallInPlace(this, this);
        public Tensor copy_(Tensor source, bool nonBlocking = false) => s_copy_.CallInPlace(this, this, source, nonBlocking);
        public Tensor set_(Tensor source) => s_set_SourceTensor.CallInPlace(this, this, source);
        public Tensor fill_(Scalar value) => s_fill_Scalar.CallInPlace(this, this, value);
        public Tensor zero_() => s_zero_.CallInPlace(this, this);
        public Tensor pin_memory() => s_pin_memory.Call(this);
        public bool is_pinned() => s_is_pinned.CallBool(this);
    }
}
