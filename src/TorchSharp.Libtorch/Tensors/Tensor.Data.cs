using System.Buffers;
using System.Runtime.InteropServices;
using TorchSharp.Internal;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The bytes of a contiguous CPU tensor, in place: valid while the tensor lives. Setting copies bytes of exactly that length.
        /// </summary>
        /// <exception cref="InvalidOperationException">The tensor is not on the CPU, not contiguous, or has 2^31 bytes or more.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                var facts = Facts;
                if (facts.device_type != (int)DeviceType.CPU)
                    throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
                if (facts.is_contiguous == 0)
                    throw new InvalidOperationException("bytes needs a contiguous tensor; call contiguous() first.");
                var count = facts.numel * facts.element_size;
                if (count > int.MaxValue)
                    throw new InvalidOperationException($"bytes holds at most {int.MaxValue} bytes, got a tensor of {count}.");
                return new Span<byte>(Data, (int)count);
            }
            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"The tensor has {target.Length} bytes, got {value.Length}.", nameof(value));
                value.CopyTo(target);
            }
        }

        internal unsafe void* Data
        {
            get
            {
                Native.Check(Native.wb_tensor_data(Handle, out var data));
                GC.KeepAlive(this);
                return data;
            }
        }

        /// <summary>The elements, typed. The element type must be exactly <typeparamref name="T"/>; a tensor elsewhere is copied to the CPU.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            Demand<T>();
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? Share() : cpu());
        }

        /// <summary>The one element.</summary>
        /// <exception cref="ArgumentException">There is not exactly one element, or its type is not exactly <typeparamref name="T"/>.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException($"item() needs a tensor with exactly one element, got one with {NumberOfElements}.");
            Demand<T>();
            if (device_type == DeviceType.CPU)
            {
                var result = *(T*)Data;
                GC.KeepAlive(this);
                return result;
            }
            using var local = cpu();
            return *(T*)local.Data;
        }

        /// <summary>The one element, as a scalar.</summary>
        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Bool => item<bool>(),
            ScalarType.Byte => item<byte>(),
            ScalarType.Int8 => item<sbyte>(),
            ScalarType.Int16 => item<short>(),
            ScalarType.Int32 => item<int>(),
            ScalarType.Int64 => item<long>(),
            ScalarType.Float16 => item<Half>(),
            ScalarType.Float32 => item<float>(),
            ScalarType.Float64 => item<double>(),
            _ => WideScalar(),
        };

        /// <summary>Writes the elements' bytes; the tensor must be contiguous and on the CPU.</summary>
        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bufferSize, 1));
            try
            {
                for (var done = 0; done < bytes.Length;)
                {
                    var count = Math.Min(buffer.Length, bytes.Length - done);
                    bytes.Slice(done, count).CopyTo(buffer);
                    stream.Write(buffer, 0, count);
                    done += count;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        /// <summary>Reads the elements' bytes; the tensor must be contiguous and on the CPU.</summary>
        /// <exception cref="EndOfStreamException">The stream ends before the tensor is full.</exception>
        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bufferSize, 1));
            try
            {
                for (var done = 0; done < bytes.Length;)
                {
                    var count = stream.Read(buffer, 0, Math.Min(buffer.Length, bytes.Length - done));
                    if (count == 0)
                        throw new EndOfStreamException($"The stream ended after {done} of the tensor's {bytes.Length} bytes.");
                    buffer.AsSpan(0, count).CopyTo(bytes[done..]);
                    done += count;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        private Scalar WideScalar()
        {
            using var wide = to(ScalarType.Float64);
            return wide.item<double>();
        }

        private void Demand<T>()
        {
            if (dtype != ScalarTypeOf<T>())
                throw new ArgumentException($"The tensor's elements are {dtype}, which {typeof(T).Name} does not hold exactly; convert the tensor with to_type() or ask for the matching type.");
        }

        /// <summary>A CPU tensor with a copy of the elements.</summary>
        internal static unsafe Tensor FromSpan<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> dimensions) where T : unmanaged
        {
            var count = 1L;
            foreach (var d in dimensions)
                count *= d;
            if (count != elements.Length)
                throw new ArgumentException($"Dimensions ({string.Join(", ", dimensions.ToArray())}) hold {count} elements, got {elements.Length}.", nameof(dimensions));
            var result = empty(dimensions, ScalarTypeOf<T>(), CPU);
            elements.CopyTo(new Span<T>(result.Data, elements.Length));
            return result;
        }

        /// <summary>A CPU tensor over the array's own memory, which stays pinned while the tensor lives.</summary>
        internal static unsafe Tensor OverArray(Array array, ReadOnlySpan<long> dimensions, ScalarType type)
        {
            var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
            try
            {
                fixed (long* sizes = dimensions)
                {
                    Native.Check(Native.wb_tensor_from_memory((void*)pin.AddrOfPinnedObject(), sizes, dimensions.Length, (int)type, &Unpin, GCHandle.ToIntPtr(pin), out var handle));
                    return new Tensor(handle);
                }
            }
            catch
            {
                pin.Free();
                throw;
            }
        }

        [UnmanagedCallersOnly]
        private static void Unpin(IntPtr pin) => GCHandle.FromIntPtr(pin).Free();
    }
}
