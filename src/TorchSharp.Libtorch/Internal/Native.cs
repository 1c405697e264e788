using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TorchSharp.Internal;

/// <summary>The C ABI of native/. Every function that can fail returns 0 or an error code for <see cref="Check"/>.</summary>
internal static unsafe partial class Native
{
    private const string Library = "workbook_torch";

    static Native()
    {
        // After each operator libgomp's threads spin for milliseconds waiting for the next one, and so take the cores from .NET threads that
        // work on tensors in between. Ten thousand turns, some tens of microseconds, bridge the gaps between operators. libgomp reads the
        // variable when libtorch brings it in; what the user has set stands.
        _ = setenv("GOMP_SPINCOUNT", "10000", overwrite: 0);
        // cuBLAS gives the same bits each time with this workspace alone; it is read when the device is first used.
        _ = setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", overwrite: 0);
        if (OpenBlasKernels() is { } kernels)
            _ = setenv("OPENBLAS_CORETYPE", kernels, overwrite: 0);
        NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)] private static partial int setenv(string name, string value, int overwrite);

    // OpenBLAS tells processors by their model numbers and gives a model newer than itself the kernels of 2004, a sixth as fast as those for
    // AVX-512 (0.3.21 on a Xeon of 2023). The instruction sets do not go out of date.
    private static string? OpenBlasKernels() =>
        Avx512F.IsSupported && Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512CD.IsSupported ? "SKYLAKEX"
        : Avx2.IsSupported && Fma.IsSupported ? "HASWELL"
        : null;

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return IntPtr.Zero;
        var file = Path.Combine(Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory, $"lib{Library}.so");
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException(
                $"The native layer {file} could not be loaded: {e.Message} It needs libtorch: install Debian's libtorch-dev (or set LIBTORCH_ROOT), " +
                "then build again (./workbook setup).", e);
        }
    }

    /// <summary>Turns an error code into the exception that it stands for; <paramref name="what"/> names the operation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check(int code, string? what = null)
    {
        if (code != 0)
            Fail(code, what);
    }

    private static void Fail(int code, string? what)
    {
        if (code == 2)
            ManagedExceptions.Take(wb_managed_exception()).Throw();
        var message = Marshal.PtrToStringUTF8((IntPtr)wb_error()) ?? "unknown error";
        throw new ExternalException(what is null || message.StartsWith(what, StringComparison.Ordinal) ? message : $"{what}: {message}");
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TensorFacts
    {
        internal int dtype, device_type, device_index, dim;
        internal long numel, element_size, storage_offset;
        internal int requires_grad, is_leaf, is_contiguous, is_sparse;
    }

    [LibraryImport(Library)] private static partial byte* wb_error();
    [LibraryImport(Library)] private static partial long wb_managed_exception();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int wb_operator(string name, string overload, out IntPtr result);
    [LibraryImport(Library)] internal static partial int wb_call(IntPtr op, NativeValue* arguments, int count, NativeValue* results, int capacity);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void wb_list_free(IntPtr handles);

    [LibraryImport(Library)] internal static partial void wb_tensor_free(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int wb_tensor_share(IntPtr tensor, out IntPtr result);
    [LibraryImport(Library)] internal static partial int wb_tensor_describe(IntPtr tensor, out TensorFacts facts);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long wb_tensor_dim(IntPtr tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int wb_tensor_dtype(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int wb_tensor_layout(IntPtr tensor, long* sizes, long* strides);
    [LibraryImport(Library)] internal static partial int wb_tensor_data(IntPtr tensor, out void* data);
    [LibraryImport(Library)] internal static partial int wb_tensor_from_memory(void* data, long* sizes, int dim, int dtype, delegate* unmanaged<IntPtr, void> release, IntPtr context, out IntPtr result);
    [LibraryImport(Library)] internal static partial int wb_tensor_set_requires_grad(IntPtr tensor, int value);
    [LibraryImport(Library)] internal static partial int wb_tensor_grad(IntPtr tensor, out IntPtr result);
    [LibraryImport(Library)] internal static partial int wb_tensor_set_grad(IntPtr tensor, IntPtr grad);
    [LibraryImport(Library)] internal static partial int wb_tensor_retain_grad(IntPtr tensor);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int wb_tensor_save(IntPtr tensor, string path);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int wb_tensor_load(string path, out IntPtr result);

    [LibraryImport(Library)] internal static partial int wb_backward(IntPtr* tensors, int count, IntPtr* grads, int retain_graph, int create_graph, IntPtr* inputs, int input_count);
    [LibraryImport(Library)] internal static partial int wb_grad(IntPtr* outputs, int output_count, IntPtr* inputs, int input_count, IntPtr* grads, int retain_graph, int create_graph, int allow_unused, IntPtr* results);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int wb_grad_enabled();
    [LibraryImport(Library), SuppressGCTransition] internal static partial void wb_set_grad_enabled(int enabled);
    [LibraryImport(Library)] internal static partial int wb_inference_mode_enabled();
    [LibraryImport(Library)] internal static partial IntPtr wb_inference_mode_enter(int enabled);
    [LibraryImport(Library)] internal static partial void wb_inference_mode_leave(IntPtr guard);
    [LibraryImport(Library)] internal static partial int wb_anomaly_enabled();
    [LibraryImport(Library)] internal static partial int wb_anomaly_checks_nan();
    [LibraryImport(Library)] internal static partial void wb_set_anomaly(int enabled, int check_nan);

    [LibraryImport(Library)] internal static partial void wb_function_callbacks(
        delegate* unmanaged<IntPtr, IntPtr, IntPtr*, int, int*, long> forward,
        delegate* unmanaged<IntPtr, IntPtr, IntPtr*, int, IntPtr*, int, long> backward,
        delegate* unmanaged<IntPtr, void> release);
    [LibraryImport(Library)] internal static partial int wb_function_apply(IntPtr function, IntPtr* inputs, int count, IntPtr* outputs, out int output_count);
    [LibraryImport(Library)] internal static partial int wb_context_save(IntPtr context, IntPtr* tensors, int count);
    [LibraryImport(Library)] internal static partial int wb_context_saved(IntPtr context, IntPtr* results, int capacity, out int count);
    [LibraryImport(Library)] internal static partial int wb_context_mark_dirty(IntPtr context, IntPtr* tensors, int count);
    [LibraryImport(Library)] internal static partial int wb_context_mark_non_differentiable(IntPtr context, IntPtr* tensors, int count);
    [LibraryImport(Library)] internal static partial void wb_context_materialize_grads(IntPtr context, int value);

    [LibraryImport(Library)] internal static partial byte* wb_version();
    [LibraryImport(Library)] internal static partial int wb_threads();
    [LibraryImport(Library)] internal static partial int wb_interop_threads();
    [LibraryImport(Library)] internal static partial int wb_set_threads(int count);
    [LibraryImport(Library)] internal static partial int wb_set_interop_threads(int count);
    [LibraryImport(Library)] internal static partial int wb_cuda_available();
    [LibraryImport(Library)] internal static partial int wb_deterministic();
    [LibraryImport(Library)] internal static partial int wb_set_deterministic(int mode);
    [LibraryImport(Library)] internal static partial int wb_cudnn_available();
    [LibraryImport(Library)] internal static partial int wb_cuda_device_count();
    [LibraryImport(Library)] internal static partial int wb_cuda_synchronize(long index);
    [LibraryImport(Library)] internal static partial int wb_cuda_manual_seed(ulong seed, int all);
    [LibraryImport(Library)] internal static partial int wb_manual_seed(ulong seed);
    [LibraryImport(Library)] internal static partial void wb_generator_free(IntPtr generator);
    [LibraryImport(Library)] internal static partial int wb_generator_new(ulong seed, int device_type, int device_index, out IntPtr result);
    [LibraryImport(Library)] internal static partial int wb_generator_default(out IntPtr result);
    [LibraryImport(Library)] internal static partial int wb_generator_set_seed(IntPtr generator, ulong seed);
    [LibraryImport(Library)] internal static partial int wb_generator_seed(IntPtr generator, int fresh, out ulong result);
    [LibraryImport(Library)] internal static partial int wb_generator_device(IntPtr generator, out int type, out int index);
    [LibraryImport(Library)] internal static partial int wb_generator_state(IntPtr generator, out IntPtr result);
    [LibraryImport(Library)] internal static partial int wb_generator_set_state(IntPtr generator, IntPtr state);
}

/// <summary>Exceptions thrown by C# code that libtorch called, kept while their number travels back through libtorch.</summary>
internal static class ManagedExceptions
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<long, ExceptionDispatchInfo> Pending = new();
    private static long s_last;

    internal static long Put(Exception exception)
    {
        var id = Interlocked.Increment(ref s_last);
        Pending[id] = ExceptionDispatchInfo.Capture(exception);
        return id;
    }

    internal static ExceptionDispatchInfo Take(long id) =>
        Pending.TryRemove(id, out var info) ? info : ExceptionDispatchInfo.Capture(new InvalidOperationException("An exception inside a custom autograd function was lost."));
}
