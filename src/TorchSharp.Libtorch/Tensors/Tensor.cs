using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A handle to a libtorch tensor. Each wrapper is owned by the dispose scope that was innermost when it was made, or by nobody; several may
    /// share one tensor. The memory lives until the last wrapper and the autograd graph have let it go.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private static long s_total;
        private static long s_peak;

        private IntPtr _handle;

        internal Tensor(IntPtr handle)
        {
            _handle = handle;
            var scope = DisposeScope.Current;
            scope?.Adopt(this);
            DisposeScopeManager.Statistics.Tensors.Created(scope is not null);
            var total = Interlocked.Increment(ref s_total);
            if (total > Volatile.Read(ref s_peak))
                RaisePeak(total);
        }

        ~Tensor() => Dispose(false);

        /// <summary>Live wrappers in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref s_total);

        /// <summary>The largest <see cref="TotalCount"/> so far.</summary>
        public static long PeakCount => Interlocked.Read(ref s_peak);

        internal DisposeScope? OwningScope { get; set; }

        internal int IndexInScope { get; set; }

        public string? name { get; set; }

        /// <summary>The native handle.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed, by its owner or by its dispose scope.</exception>
        public IntPtr Handle => _handle != IntPtr.Zero ? _handle : throw new ObjectDisposedException(
            nameof(Tensor), "Tensor invalid -- empty handle. It was disposed, perhaps with its dispose scope; MoveToOuterDisposeScope() keeps a result.");

        public bool IsInvalid => _handle == IntPtr.Zero;

        public long Dimensions => dim();

        public long ndim => dim();

        public long NumberOfElements => Facts.numel;

        public long ElementSize => Facts.element_size;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_leaf => Facts.is_leaf != 0;

        public bool is_sparse => Facts.is_sparse != 0;

        public ScalarType dtype
        {
            get
            {
                var result = (ScalarType)Native.wb_tensor_dtype(Handle);
                GC.KeepAlive(this);
                return result;
            }
        }

        public Device device => new(device_type, device_index);

        public DeviceType device_type => (DeviceType)Facts.device_type;

        public int device_index => Facts.device_index;

        /// <summary>Sizes of the dimensions; a new array each time.</summary>
        public long[] shape => Layout(sizes: true);

        public bool requires_grad
        {
            get => Facts.requires_grad != 0;
            set
            {
                Native.Check(Native.wb_tensor_set_requires_grad(Handle, value ? 1 : 0), nameof(requires_grad));
                GC.KeepAlive(this);
            }
        }

        /// <summary>The accumulated gradient, a new wrapper each time, or null.</summary>
        public Tensor? grad
        {
            get
            {
                Native.Check(Native.wb_tensor_grad(Handle, out var result), nameof(grad));
                GC.KeepAlive(this);
                return result == IntPtr.Zero ? null : new Tensor(result);
            }
            set
            {
                Native.Check(Native.wb_tensor_set_grad(Handle, value?.Handle ?? IntPtr.Zero), nameof(grad));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        private Native.TensorFacts Facts
        {
            get
            {
                Native.Check(Native.wb_tensor_describe(Handle, out var facts));
                GC.KeepAlive(this);
                return facts;
            }
        }

        public long dim()
        {
            var result = Native.wb_tensor_dim(Handle);
            GC.KeepAlive(this);
            return result;
        }

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public long[] size() => shape;

        /// <summary>Size of one dimension; a negative number counts from the end.</summary>
        public long size(int dim) => shape[Wrap(dim)];

        public long[] stride() => Layout(sizes: false);

        public long stride(int dim) => stride()[Wrap(dim)];

        public long storage_offset() => Facts.storage_offset;

        public bool is_contiguous() => Facts.is_contiguous != 0;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_integral() =>
            dtype is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

        public bool is_floating_point() => IsFloatingPoint(dtype);

        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad()
        {
            Native.Check(Native.wb_tensor_retain_grad(Handle), nameof(retain_grad));
            GC.KeepAlive(this);
        }

        /// <summary>Another wrapper of the same tensor, graph and gradient included.</summary>
        internal Tensor Share() => new(ShareHandle());

        internal IntPtr ShareHandle()
        {
            Native.Check(Native.wb_tensor_share(Handle, out var result));
            GC.KeepAlive(this);
            return result;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningScope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningScope?.Detach(this);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle == IntPtr.Zero)
                return;
            if (disposing)
            {
                DisposeScopeManager.Statistics.Tensors.Disposed(OwningScope is not null);
                OwningScope?.Release(this);
            }
            Interlocked.Decrement(ref s_total);
            Native.wb_tensor_free(handle);
        }

        /// <summary>Takes the native tensor out of this wrapper, which is then invalid.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var handle = Handle;
            _handle = IntPtr.Zero;
            GC.SuppressFinalize(this);
            OwningScope?.Release(this);
            Interlocked.Decrement(ref s_total);
            return handle;
        }

        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        internal static bool IsFloatingPoint(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

        private static void RaisePeak(long total)
        {
            long seen;
            while (total > (seen = Volatile.Read(ref s_peak)) && Interlocked.CompareExchange(ref s_peak, total, seen) != seen)
            {
            }
        }

        private int Wrap(int dim)
        {
            var count = (int)this.dim();
            return dim >= -count && dim < count ? dim < 0 ? dim + count : dim : throw new ArgumentOutOfRangeException(
                nameof(dim), dim, $"The tensor has {count} dimensions; expected {-count} to {count - 1}.");
        }

        private unsafe long[] Layout(bool sizes)
        {
            var result = new long[dim()];
            fixed (long* p = result)
                Native.Check(Native.wb_tensor_layout(Handle, sizes ? p : null, sizes ? null : p));
            GC.KeepAlive(this);
            return result;
        }
    }
}
