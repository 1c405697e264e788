using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>An element type of NumPy.</summary>
internal sealed class NumpyType
{
    private NumpyType(ScalarType type) => Type = type;

    public ScalarType Type { get; }

    /// <summary><c>numpy.dtype(code, align, copy)</c>.</summary>
    public static NumpyType Create(object?[] arguments) => new(PickleReading.Text(arguments.ElementAtOrDefault(0)) switch
    {
        "f8" => ScalarType.Float64,
        "f4" => ScalarType.Float32,
        "f2" => ScalarType.Float16,
        "i8" => ScalarType.Int64,
        "i4" => ScalarType.Int32,
        "i2" => ScalarType.Int16,
        "i1" => ScalarType.Int8,
        "u1" => ScalarType.Byte,
        "b1" => ScalarType.Bool,
        _ => throw new FormatException($"numpy.dtype of {PickleText.Describe(arguments.ElementAtOrDefault(0))}, expected one of f8, f4, f2, i8, i4, i2, i1, u1, b1"),
    });

    /// <summary><c>__setstate__((version, byte order, sub-type, names, fields, size, alignment, flags))</c>.</summary>
    public static void Require(object? state)
    {
        if (state is not PickleTuple { Items: [long, var order, null, null, null, ..] })
            throw new FormatException("a numpy.dtype with fields, or with a state of another form");
        if (PickleReading.Text(order) is not ("<" or "|" or "="))
            throw new FormatException($"a numpy.dtype of byte order {PickleText.Describe(order)}, expected little-endian");
    }
}
