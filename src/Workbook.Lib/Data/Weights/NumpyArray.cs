using System.Buffers.Binary;
using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>An array of NumPy, over bytes of the pickle.</summary>
internal sealed class NumpyArray
{
    private ScalarType _type;
    private bool _isFortran;

    private NumpyArray()
    {
    }

    public long[] Shape { get; private set; } = [0];

    /// <summary>The elements; column-major where NumPy had them so.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary><c>numpy.core.multiarray._reconstruct(numpy.ndarray, (0,), b"b")</c>: an array whose state follows.</summary>
    public static NumpyArray Reconstruct(object?[] arguments) => arguments is [PickleGlobal { Module: "numpy", Name: "ndarray" }, ..]
        ? new NumpyArray()
        : throw new FormatException($"an array of class {PickleText.Describe(arguments.ElementAtOrDefault(0))}, expected numpy.ndarray");

    /// <summary><c>numpy.core.numeric._frombuffer(bytes, dtype, shape, order)</c>, of protocol 5.</summary>
    public static NumpyArray FromBuffer(object?[] arguments)
    {
        if (arguments is not [var bytes, NumpyType type, var shape, var order] || PickleReading.Text(order) is not ("C" or "F"))
            throw new FormatException("numpy._frombuffer with other than bytes, type, shape and order \"C\" or \"F\"");
        var array = new NumpyArray();
        array.Set(shape, type, PickleReading.Text(order) == "F", bytes);
        return array;
    }

    /// <summary><c>numpy.core.multiarray.scalar(dtype, bytes)</c>, as a plain number.</summary>
    public static object Scalar(object?[] arguments)
    {
        if (arguments is not [NumpyType type, PickleBytes { Data: var data }] || data.Length != SafetensorsType.Size(type.Type))
            throw new FormatException("a scalar of numpy that is not a type and the bytes of one number");
        var bytes = data.Span;
        return type.Type switch
        {
            ScalarType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            ScalarType.Float32 => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes),
            ScalarType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            ScalarType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ScalarType.Int32 => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
            ScalarType.Int16 => (long)BinaryPrimitives.ReadInt16LittleEndian(bytes),
            ScalarType.Int8 => (long)(sbyte)bytes[0],
            ScalarType.Bool => bytes[0] != 0,
            _ => (long)bytes[0],
        };
    }

    /// <summary><c>__setstate__((version, shape, dtype, is column-major, bytes))</c>.</summary>
    public void SetState(object? state)
    {
        if (state is not PickleTuple { Items: [long, var shape, NumpyType type, bool isFortran, var bytes] })
            throw new FormatException("the state of an array that is not version, shape, type, order and bytes");
        Set(shape, type, isFortran, bytes);
    }

    /// <summary>A tensor with a copy of the elements.</summary>
    public Tensor ToTensor()
    {
        // Column-major is row-major with the sizes reversed.
        var tensor = empty(_isFortran ? [.. Shape.Reverse()] : Shape, _type, CPU);
        TensorBytes.Fill(tensor, Data.Span);
        return _isFortran ? tensor.permute([.. Enumerable.Range(0, Shape.Length).Reverse().Select(d => (long)d)]) : tensor;
    }

    private void Set(object? shape, NumpyType type, bool isFortran, object? bytes)
    {
        var sizes = PickleReading.Numbers(shape, "the shape of an array");
        var expected = (Int128)TensorShape.Count(sizes) * SafetensorsType.Size(type.Type);
        if (bytes is not PickleBytes { Data: var data } || data.Length != expected)
            throw new FormatException($"{PickleText.Describe(bytes)} for an array {TensorShape.Text(sizes)} of {type.Type}, expected {expected} bytes");
        (Shape, _type, _isFortran, Data) = (sizes, type.Type, isFortran, data);
    }
}
