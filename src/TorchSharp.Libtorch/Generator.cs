using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers; for equal seeds its numbers are those of Python's torch.</summary>
    public class Generator : IDisposable
    {
        private IntPtr _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            device ??= CPU;
            Native.Check(Native.wb_generator_new(seed, (int)device.type, device.index, out _handle), nameof(Generator));
        }

        private Generator(IntPtr handle) => _handle = handle;

        ~Generator() => Dispose(false);

        /// <summary>The generator of the CPU that operators use where none is given.</summary>
        public static Generator Default
        {
            get
            {
                Native.Check(Native.wb_generator_default(out var handle), nameof(Generator));
                return new Generator(handle);
            }
        }

        public IntPtr Handle => _handle != IntPtr.Zero ? _handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device
        {
            get
            {
                Native.Check(Native.wb_generator_device(Handle, out var type, out var index));
                GC.KeepAlive(this);
                return new Device((DeviceType)type, index);
            }
        }

        /// <summary>The whole state, as a byte tensor for <see cref="set_state"/>.</summary>
        public Tensor get_state()
        {
            Native.Check(Native.wb_generator_state(Handle, out var result), nameof(get_state));
            GC.KeepAlive(this);
            return new Tensor(result);
        }

        public void set_state(Tensor value)
        {
            Native.Check(Native.wb_generator_set_state(Handle, value.Handle), nameof(set_state));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Native.Check(Native.wb_generator_set_seed(Handle, (ulong)seed), nameof(manual_seed));
            return this;
        }

        /// <summary>Seeds from the system's entropy and returns that seed.</summary>
        public long seed() => Seed(fresh: true);

        public long initial_seed() => Seed(fresh: false);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            var handle = Interlocked.Exchange(ref _handle, IntPtr.Zero);
            if (handle != IntPtr.Zero)
                Native.wb_generator_free(handle);
        }

        private long Seed(bool fresh)
        {
            Native.Check(Native.wb_generator_seed(Handle, fresh ? 1 : 0, out var result), nameof(seed));
            GC.KeepAlive(this);
            return (long)result;
        }
    }

    /// <summary>The default generator's seed and state.</summary>
    public static class random
    {
        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }
}
