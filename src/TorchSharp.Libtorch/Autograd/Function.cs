using System.Runtime.InteropServices;
using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// A differentiable operation whose forward and backward are C#. One instance of <typeparamref name="T"/> serves all calls, so it keeps no
        /// state of a call; forward runs with gradients disabled. backward returns one entry for each argument of apply, null where there is no gradient.
        /// </summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            private protected static readonly T Instance = new();

            public abstract string Name { get; }

            public static List<Tensor> apply_internal(params object[] vars) => FunctionCall.Apply(Instance.Forward, Instance.Backward, vars);

            private protected abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);

            private protected abstract List<Tensor> Backward(AutogradContext ctx, List<Tensor> grads);
        }

        /// <summary>A <see cref="Function{T}"/> with one result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            private protected sealed override List<Tensor> Forward(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            private protected sealed override List<Tensor> Backward(AutogradContext ctx, List<Tensor> grads) => backward(ctx, grads[0]);
        }

        /// <summary>A <see cref="Function{T}"/> with several results.</summary>
        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            private protected sealed override List<Tensor> Forward(AutogradContext ctx, object[] vars) => forward(ctx, vars);

            private protected sealed override List<Tensor> Backward(AutogradContext ctx, List<Tensor> grads) => backward(ctx, grads);
        }

        /// <summary>What a custom function's forward hands to its backward. Valid inside the two calls only.</summary>
        public class AutogradContext : IDisposable
        {
            private const int MostSaved = 64;
            private readonly Dictionary<string, object> _data = [];

            internal AutogradContext()
            {
            }

            internal IntPtr Native { get; set; }

            internal IEnumerable<object> Values => _data.Values;

            public bool MaterializeGrads { get; private set; } = true;

            /// <summary>Keeps tensors for backward without a reference cycle, and detects later in-place changes. Call at most once.</summary>
            public unsafe void save_for_backward(List<Tensor> tensors)
            {
                if (tensors.Count > MostSaved)
                    throw new ArgumentException($"At most {MostSaved} tensors can be saved, got {tensors.Count}.", nameof(tensors));
                fixed (IntPtr* handles = Handles(tensors))
                    Internal.Native.Check(Internal.Native.wb_context_save(Native, handles, tensors.Count), nameof(save_for_backward));
            }

            public unsafe List<Tensor> get_saved_variables()
            {
                var handles = stackalloc IntPtr[MostSaved];
                Internal.Native.Check(Internal.Native.wb_context_saved(Native, handles, MostSaved, out var count), nameof(get_saved_variables));
                var result = new List<Tensor>(count);
                for (var i = 0; i < count; i++)
                    result.Add(handles[i] == IntPtr.Zero ? null! : new Tensor(handles[i]));
                return result;
            }

            public void save_data(string key, object value) => _data[key] = value;

            public object get_data(string key) => _data.TryGetValue(key, out var value)
                ? value
                : throw new KeyNotFoundException($"No data was saved as '{key}'; saved: {string.Join(", ", _data.Keys)}.");

            public unsafe void mark_dirty(List<Tensor> tensors)
            {
                fixed (IntPtr* handles = Handles(tensors))
                    Internal.Native.Check(Internal.Native.wb_context_mark_dirty(Native, handles, tensors.Count), nameof(mark_dirty));
            }

            public unsafe void mark_non_differentiable(List<Tensor> tensors)
            {
                fixed (IntPtr* handles = Handles(tensors))
                    Internal.Native.Check(Internal.Native.wb_context_mark_non_differentiable(Native, handles, tensors.Count), nameof(mark_non_differentiable));
            }

            /// <summary>With false, a result that took no part in the loss has a null gradient in backward instead of zeros.</summary>
            public void set_materialize_grads(bool value)
            {
                MaterializeGrads = value;
                Internal.Native.wb_context_materialize_grads(Native, value ? 1 : 0);
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}

/// <summary>One call of a custom function: what native/autograd.cpp holds on to and calls back. Lives as long as the graph.</summary>
internal sealed unsafe class FunctionCall : IDisposable
{
    private readonly Func<torch.autograd.AutogradContext, object[], List<torch.Tensor>> _forward;
    private readonly Func<torch.autograd.AutogradContext, List<torch.Tensor>, List<torch.Tensor>> _backward;
    private readonly torch.autograd.AutogradContext _context;
    private readonly int _arguments;
    private object[]? _vars;

    static FunctionCall() => Native.wb_function_callbacks(&Forward, &Backward, &Release);

    private FunctionCall(
        Func<torch.autograd.AutogradContext, object[], List<torch.Tensor>> forward,
        Func<torch.autograd.AutogradContext, List<torch.Tensor>, List<torch.Tensor>> backward,
        torch.autograd.AutogradContext context,
        object[] vars) => (_forward, _backward, _context, _vars, _arguments) = (forward, backward, context, vars, vars.Length);

    internal static List<torch.Tensor> Apply(
        Func<torch.autograd.AutogradContext, object[], List<torch.Tensor>> forward,
        Func<torch.autograd.AutogradContext, List<torch.Tensor>, List<torch.Tensor>> backward,
        object[] vars)
    {
        const int MostResults = 16;
        var call = new FunctionCall(forward, backward, new(), vars);
        var inputs = stackalloc IntPtr[vars.Length];
        for (var i = 0; i < vars.Length; i++)
            inputs[i] = (vars[i] as torch.Tensor)?.Handle ?? IntPtr.Zero;
        var outputs = stackalloc IntPtr[MostResults];
        var code = Native.wb_function_apply(GCHandle.ToIntPtr(GCHandle.Alloc(call)), inputs, vars.Length, outputs, out var count);
        call._vars = null;
        GC.KeepAlive(vars);
        Native.Check(code, "autograd function");
        var result = new List<torch.Tensor>(count);
        for (var i = 0; i < count; i++)
            result.Add(new torch.Tensor(outputs[i]));
        return result;
    }

    [UnmanagedCallersOnly]
    private static long Forward(IntPtr self, IntPtr context, IntPtr* outputs, int capacity, int* count)
    {
        try
        {
            var call = (FunctionCall)GCHandle.FromIntPtr(self).Target!;
            call._context.Native = context;
            using var scope = torch.NewDisposeScope();
            var results = call._forward(call._context, call._vars!);
            foreach (var kept in call._context.Values.OfType<torch.Tensor>())
                scope.Detach(kept);
            *count = Hand(results, outputs, capacity, "forward");
            return 0;
        }
        catch (Exception e)
        {
            return ManagedExceptions.Put(e);
        }
    }

    [UnmanagedCallersOnly]
    private static long Backward(IntPtr self, IntPtr context, IntPtr* grads, int gradCount, IntPtr* outputs, int outputCount)
    {
        try
        {
            var call = (FunctionCall)GCHandle.FromIntPtr(self).Target!;
            call._context.Native = context;
            using var scope = torch.NewDisposeScope();
            var incoming = new List<torch.Tensor>(gradCount);
            for (var i = 0; i < gradCount; i++)
                incoming.Add(grads[i] == IntPtr.Zero ? null! : new torch.Tensor(grads[i]));
            var results = call._backward(call._context, incoming);
            if (results.Count != call._arguments)
                throw new InvalidOperationException($"backward must return one entry for each of apply's {call._arguments} arguments (null where there is no gradient), got {results.Count}.");
            Hand(results, outputs, outputCount, "backward");
            return 0;
        }
        catch (Exception e)
        {
            return ManagedExceptions.Put(e);
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(IntPtr self)
    {
        var handle = GCHandle.FromIntPtr(self);
        ((FunctionCall)handle.Target!).Dispose();
        handle.Free();
    }

    public void Dispose() => _context.Dispose();

    private static int Hand(List<torch.Tensor> tensors, IntPtr* into, int capacity, string what)
    {
        if (tensors.Count > capacity)
            throw new InvalidOperationException($"A custom function's {what} returns at most {capacity} tensors, got {tensors.Count}.");
        for (var i = 0; i < tensors.Count; i++)
            into[i] = tensors[i]?.ShareHandle() ?? IntPtr.Zero;
        return tensors.Count;
    }
}
