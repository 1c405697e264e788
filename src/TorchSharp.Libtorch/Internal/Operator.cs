using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Internal;

internal enum Kind
{
    None, Tensor, Int, Double, Bool, IntList, DoubleList, BoolList, TensorList, String, Device, Generator, Default,
}

/// <summary>One argument or result on its way through the C ABI (native/abi.h: wb::Value).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)] internal Kind Kind;
    [FieldOffset(4)] internal int Length;
    [FieldOffset(8)] internal long Int;
    [FieldOffset(8)] internal double Double;
    [FieldOffset(8)] internal IntPtr Pointer;
}

/// <summary>An argument of an operator. Conversions are implicit; null is the schema's None.</summary>
internal readonly struct Arg
{
    internal readonly Kind Kind;
    internal readonly long Bits;
    internal readonly object? Reference;

    private Arg(Kind kind, long bits) => (Kind, Bits) = (kind, bits);

    private Arg(Kind kind, object? reference) => (Kind, Reference) = (reference is null ? Kind.None : kind, reference);

    /// <summary>The schema's None.</summary>
    internal static Arg None => default;

    /// <summary>The default that the operator's schema declares.</summary>
    internal static Arg Default => new(Kind.Default, 0L);

    public static implicit operator Arg(Tensor? value) => new(Kind.Tensor, value);
    public static implicit operator Arg(long value) => new(Kind.Int, value);
    public static implicit operator Arg(int value) => new(Kind.Int, (long)value);
    public static implicit operator Arg(double value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(bool value) => new(Kind.Bool, value ? 1L : 0L);
    public static implicit operator Arg(long? value) => value is { } v ? v : None;
    public static implicit operator Arg(double? value) => value is { } v ? v : None;
    public static implicit operator Arg(bool? value) => value is { } v ? v : None;
    public static implicit operator Arg(ScalarType value) => new(Kind.Int, (long)value);
    public static implicit operator Arg(ScalarType? value) => value is { } v ? v : None;
    public static implicit operator Arg(long[]? value) => new(Kind.IntList, value);
    public static implicit operator Arg(double[]? value) => new(Kind.DoubleList, value);
    public static implicit operator Arg(bool[]? value) => new(Kind.BoolList, value);
    public static implicit operator Arg(Tensor?[]? value) => new(Kind.TensorList, value);
    public static implicit operator Arg(string? value) => new(Kind.String, value);
    public static implicit operator Arg(Generator? value) => new(Kind.Generator, value);
    public static implicit operator Arg(Device? value) => value is null ? None : new(Kind.Device, ((long)value.type << 32) | (uint)value.index);

    public static implicit operator Arg(Scalar? value) => value is null ? None : value.Kind switch
    {
        Kind.Double => value.Double,
        Kind.Bool => value.Long != 0,
        _ => value.Long,
    };
}

/// <summary>
/// An operator of libtorch by its schema's name ("aten::add", "Tensor"), looked up once. Arguments are given in the schema's order; those left
/// out at the end take the schema's defaults. A libtorch error becomes an <see cref="ExternalException"/> that names the operator.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private IntPtr _handle;

    private string FullName => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Calls the operator for its one tensor.</summary>
    internal Tensor Call(params ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return ToTensor(result);
    }

    /// <summary>Calls the operator for two tensors.</summary>
    internal (Tensor, Tensor) Call2(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (ToTensor(results[0]), ToTensor(results[1]));
    }

    /// <summary>Calls the operator for three tensors.</summary>
    internal (Tensor, Tensor, Tensor) Call3(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc NativeValue[3];
        Invoke(arguments, results, 3);
        return (ToTensor(results[0]), ToTensor(results[1]), ToTensor(results[2]));
    }

    /// <summary>Calls the operator for a list of tensors.</summary>
    internal Tensor[] CallList(params ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        var tensors = new Tensor[result.Length];
        var handles = (IntPtr*)result.Pointer;
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new Tensor(handles[i]);
        Native.wb_list_free(result.Pointer);
        return tensors;
    }

    /// <summary>Calls the operator for its effect on its arguments; results are dropped.</summary>
    internal void CallVoid(params ReadOnlySpan<Arg> arguments) => Invoke(arguments, null, 0);

    /// <summary>Calls an in-place operator on <paramref name="self"/>, its first argument, and returns that same object.</summary>
    internal Tensor CallInPlace(Tensor self, params ReadOnlySpan<Arg> arguments)
    {
        Invoke(arguments, null, 0);
        return self;
    }

    internal bool CallBool(params ReadOnlySpan<Arg> arguments) => CallScalar(arguments).Int != 0;

    internal long CallInt(params ReadOnlySpan<Arg> arguments) => CallScalar(arguments).Int;

    internal double CallDouble(params ReadOnlySpan<Arg> arguments)
    {
        var value = CallScalar(arguments);
        return value.Kind == Kind.Double ? value.Double : value.Int;
    }

    private NativeValue CallScalar(ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result;
    }

    private Tensor ToTensor(NativeValue value) => value is { Kind: Kind.Tensor, Pointer: not 0 }
        ? new Tensor(value.Pointer)
        : throw new InvalidOperationException($"{FullName} returned no tensor.");

    /// <summary>Looks the operator up, once.</summary>
    /// <exception cref="ExternalException">This libtorch has no such operator.</exception>
    internal void Find()
    {
        if (_handle != IntPtr.Zero)
            return;
        Native.Check(Native.wb_operator(name, overload, out var handle));
        _handle = handle;
    }

    private void Invoke(ReadOnlySpan<Arg> arguments, NativeValue* results, int capacity)
    {
        Find();
        var words = 0;
        foreach (ref readonly var argument in arguments)
            words += ScratchWords(argument);
        const int OnStack = 128;
        if (words <= OnStack)
        {
            var scratch = stackalloc long[words];
            Invoke(arguments, scratch, results, capacity);
        }
        else
        {
            var scratch = (long*)NativeMemory.Alloc((nuint)words, sizeof(long));
            try
            {
                Invoke(arguments, scratch, results, capacity);
            }
            finally
            {
                NativeMemory.Free(scratch);
            }
        }
    }

    // The span lies in the caller's frame and holds the tensors themselves, so none can be finalized during the call.
    private void Invoke(ReadOnlySpan<Arg> arguments, long* scratch, NativeValue* results, int capacity)
    {
        var values = stackalloc NativeValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            values[i] = ToNative(arguments[i], ref scratch);
        var code = Native.wb_call(_handle, values, arguments.Length, results, capacity);
        if (code != 0)
            Native.Check(code, FullName);
    }

    /// <summary>Lists are copied into the caller's scratch memory, so that nothing needs pinning.</summary>
    private static int ScratchWords(in Arg argument) => argument.Kind switch
    {
        Kind.IntList => ((long[])argument.Reference!).Length,
        Kind.DoubleList => ((double[])argument.Reference!).Length,
        Kind.BoolList => ((bool[])argument.Reference!).Length,
        Kind.TensorList => ((Tensor?[])argument.Reference!).Length,
        Kind.String => (Encoding.UTF8.GetByteCount((string)argument.Reference!) + sizeof(long) - 1) / sizeof(long),
        _ => 0,
    };

    private static NativeValue ToNative(in Arg argument, ref long* scratch)
    {
        NativeValue value = default;
        value.Kind = argument.Kind;
        switch (argument.Kind)
        {
            case Kind.Tensor:
                value.Pointer = ((Tensor)argument.Reference!).Handle;
                return value;
            case Kind.Generator:
                value.Pointer = ((Generator)argument.Reference!).Handle;
                return value;
            case Kind.IntList:
                var ints = (long[])argument.Reference!;
                ints.CopyTo(new Span<long>(scratch, ints.Length));
                value.Length = ints.Length;
                break;
            case Kind.DoubleList:
                var doubles = (double[])argument.Reference!;
                doubles.CopyTo(new Span<double>(scratch, doubles.Length));
                value.Length = doubles.Length;
                break;
            case Kind.BoolList:
                var bools = (bool[])argument.Reference!;
                for (var i = 0; i < bools.Length; i++)
                    scratch[i] = bools[i] ? 1 : 0;
                value.Length = bools.Length;
                break;
            case Kind.TensorList:
                var tensors = (Tensor?[])argument.Reference!;
                for (var i = 0; i < tensors.Length; i++)
                    scratch[i] = tensors[i]?.Handle ?? IntPtr.Zero;
                value.Length = tensors.Length;
                break;
            case Kind.String:
                var text = (string)argument.Reference!;
                value.Length = Encoding.UTF8.GetBytes(text, new Span<byte>(scratch, Encoding.UTF8.GetByteCount(text)));
                break;
            default:
                value.Int = argument.Bits;
                return value;
        }
        value.Pointer = (IntPtr)scratch;
        scratch += ScratchWords(argument);
        return value;
    }
}
