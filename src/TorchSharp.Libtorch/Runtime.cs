using System.Runtime.InteropServices;
using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    private static ScalarType s_defaultType = ScalarType.Float32;
    private static Device s_defaultDevice = CPU;

    /// <summary>Version of the libtorch in use.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((IntPtr)Native.wb_version())!;

    public static int get_num_threads() => Native.wb_threads();

    public static void set_num_threads(int num) => Native.Check(Native.wb_set_threads(num), nameof(set_num_threads));

    public static int get_num_interop_threads() => Native.wb_interop_threads();

    public static void set_num_interop_threads(int num) => Native.Check(Native.wb_set_interop_threads(num), nameof(set_num_interop_threads));

    /// <summary>Whether operators must give the same bits each time; those that cannot then throw, or warn.</summary>
    /// <returns>On disposal, what held before holds again.</returns>
    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false)
    {
        var before = Native.wb_deterministic();
        Native.Check(Native.wb_set_deterministic(!mode ? 0 : warn_only ? 2 : 1), nameof(use_deterministic_algorithms));
        return new DeterminismRestorer(before);
    }

    public static bool are_deterministic_algorithms_enabled() => Native.wb_deterministic() != 0;

    public static bool is_deterministic_algorithms_warn_only_enabled() => Native.wb_deterministic() == 2;

    public static ScalarType get_default_dtype() => s_defaultType;

    /// <summary>Sets the type of floating-point tensors that are made without one.</summary>
    public static void set_default_dtype(ScalarType dtype) => s_defaultType = Tensor.IsFloatingPoint(dtype)
        ? dtype
        : throw new ArgumentException($"Only floating-point types are supported as the default type, got {dtype}.", nameof(dtype));

    public static Device get_default_device() => s_defaultDevice;

    public static void set_default_device(Device device) => s_defaultDevice = device ?? throw new ArgumentNullException(nameof(device));

    public static void set_default_device(string device) => set_default_device(new Device(device));

    /// <summary>Seeds the generators of the CPU and of every CUDA device; returns the CPU's.</summary>
    public static Generator manual_seed(long seed)
    {
        Native.Check(Native.wb_manual_seed((ulong)seed), nameof(manual_seed));
        return Generator.Default;
    }

    private sealed class DeterminismRestorer(int before) : IDisposable
    {
        public void Dispose() => Native.Check(Native.wb_set_deterministic(before), nameof(use_deterministic_algorithms));
    }

    /// <summary>Whether CUDA devices are there, and their global state.</summary>
    public static class cuda
    {
        public static bool is_available() => Native.wb_cuda_available() != 0;

        public static bool is_cudnn_available() => Native.wb_cudnn_available() != 0;

        public static int device_count() => Native.wb_cuda_device_count();

        public static void manual_seed(long seed) => Native.Check(Native.wb_cuda_manual_seed((ulong)seed, 0), "cuda.manual_seed");

        public static void manual_seed_all(long seed) => Native.Check(Native.wb_cuda_manual_seed((ulong)seed, 1), "cuda.manual_seed_all");

        /// <summary>Waits for the work queued on a CUDA device; null is the current one.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.wb_cuda_synchronize(device?.index ?? -1), "cuda.synchronize");
    }
}
