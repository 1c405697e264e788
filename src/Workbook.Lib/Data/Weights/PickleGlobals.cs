using System.Globalization;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>All functions and classes that a pickle may name. None runs code of the file; everything else is refused by name.</summary>
/// <param name="length">Bytes of the pickle: calls copy at most as many values in all, so that a small file does not grow.</param>
internal sealed class PickleGlobals(int length)
{
    private static readonly Dictionary<string, ScalarType> s_types = new()
    {
        ["Double"] = ScalarType.Float64,
        ["Float"] = ScalarType.Float32,
        ["Half"] = ScalarType.Float16,
        ["BFloat16"] = ScalarType.BFloat16,
        ["Long"] = ScalarType.Int64,
        ["Int"] = ScalarType.Int32,
        ["Short"] = ScalarType.Int16,
        ["Char"] = ScalarType.Int8,
        ["Byte"] = ScalarType.Byte,
        ["Bool"] = ScalarType.Bool,
    };

    private static readonly Dictionary<string, ScalarType> s_dtypes = new()
    {
        ["float64"] = ScalarType.Float64,
        ["float32"] = ScalarType.Float32,
        ["float16"] = ScalarType.Float16,
        ["bfloat16"] = ScalarType.BFloat16,
        ["int64"] = ScalarType.Int64,
        ["int32"] = ScalarType.Int32,
        ["int16"] = ScalarType.Int16,
        ["int8"] = ScalarType.Int8,
        ["uint8"] = ScalarType.Byte,
        ["bool"] = ScalarType.Bool,
    };

    private long _copies = length;

    /// <summary>What stands for a name: a <see cref="PickleGlobal"/>, or the <see cref="ScalarType"/> that a dtype of torch is.</summary>
    /// <exception cref="FormatException">The name is not of weights.</exception>
    public object Find(string module, string name)
    {
        if (module == "torch" && s_dtypes.TryGetValue(name, out var dtype))
            return dtype;
        const string Ending = "Storage";
        if (module == "torch" && name.EndsWith(Ending, StringComparison.Ordinal) && s_types.TryGetValue(name[..^Ending.Length], out var type))
            return new PickleGlobal(module, name, null, type);
        Func<object?[], object?>? call = (module, name) switch
        {
            ("collections", "OrderedDict") => Dict,
            ("torch._utils", "_rebuild_tensor" or "_rebuild_tensor_v2") => TorchTensor.Rebuild,
            ("torch._utils", "_rebuild_parameter" or "_rebuild_parameter_with_state") => TorchTensor.RebuildParameter,
            ("torch", "Size") => Tuple,
            ("torch", "device") => Device,
            ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct") => NumpyArray.Reconstruct,
            ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar") => NumpyArray.Scalar,
            ("numpy.core.numeric" or "numpy._core.numeric", "_frombuffer") => NumpyArray.FromBuffer,
            ("numpy", "ndarray") => NotCalled,
            ("numpy", "dtype") => NumpyType.Create,
            ("_codecs", "encode") => Encode,
            ("__builtin__" or "builtins", "bytes" or "bytearray") => Bytes,
            ("__builtin__" or "builtins", "set" or "frozenset") => Set,
            _ => null,
        };
        return call is null
            ? throw new FormatException($"the name {PickleText.Short(module)}.{PickleText.Short(name)} is refused: weights are tensors, arrays and plain containers, and a name that " +
                "is not of these may run code. If you trust the file, save its state_dict alone with torch.save")
            : new PickleGlobal(module, name, call == NotCalled ? null : call);
    }

    private static object? NotCalled(object?[] arguments) => null;

    private PickleDict Dict(object?[] arguments)
    {
        var dict = new PickleDict();
        if (arguments is [])
            return dict;
        if (arguments is not [PickleList pairs]) // as Python 2 writes it
            throw Unfit("nothing or a list of pairs", arguments[0]);
        Copy(pairs.Count);
        foreach (var pair in pairs.Items)
            dict.Set(pair switch { PickleList { Count: 2 } list => [.. list.Items], PickleTuple { Count: 2 } tuple => tuple.Items, _ => throw Unfit("a list of pairs", pair) });
        return dict;
    }

    private static PickleTuple Tuple(object?[] arguments) => arguments is [PickleTuple tuple] ? tuple : throw Unfit("a tuple", arguments.ElementAtOrDefault(0));

    private static string Device(object?[] arguments) => arguments switch
    {
        [string name] => name,
        [string { Length: < 20 } name, long index] => string.Create(CultureInfo.InvariantCulture, $"{name}:{index}"),
        _ => throw Unfit("the name of a device", arguments.ElementAtOrDefault(0)),
    };

    private static object Set(object?[] arguments) => arguments switch
    {
        [] => new PickleList([]),
        [PickleList or PickleTuple] => arguments[0]!,
        _ => throw Unfit("a list", arguments[0]),
    };

    private static PickleBytes Bytes(object?[] arguments) => arguments switch
    {
        [] => new PickleBytes(default, isText: false),
        [PickleBytes bytes] => bytes,
        _ => throw Unfit("nothing or bytes", arguments[0]),
    };

    /// <summary>Bytes of Python 3 in a pickle of protocol 2: their text in Latin-1.</summary>
    private PickleBytes Encode(object?[] arguments)
    {
        if (arguments is not [string text, "latin1" or "latin-1"])
            throw Unfit("a text and \"latin1\"", arguments.ElementAtOrDefault(1));
        Copy(text.Length);
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = text[i] <= byte.MaxValue ? (byte)text[i] : throw new FormatException("_codecs.encode of a letter that Latin-1 does not have");
        return new PickleBytes(bytes, isText: false);
    }

    private void Copy(int count)
    {
        _copies -= count;
        if (_copies < 0)
            throw new FormatException("calls copy more values than the pickle has bytes");
    }

    private static FormatException Unfit(string expected, object? got) => new($"called with {PickleText.Describe(got)}, expected {expected}");
}
