namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    /// <summary>A tensor over the array's own memory, of any rank; a copy where the type or device asked for is another.</summary>
    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var shared = Tensor.OverArray(rawArray, Dimensions(rawArray), ElementTypeOf(rawArray));
        return Finish(Move(shared, dtype, device), requires_grad, names);
    }

    /// <summary>A tensor over a part of the array's own memory; a copy where the type asked for is another.</summary>
    /// <param name="rawArray">The array.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <param name="count">Number of elements; negative means all that follow the offset.</param>
    /// <param name="offset">Bytes to skip, a multiple of the element's size.</param>
    /// <param name="requires_grad">Whether autograd records operations on the result.</param>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var type = ElementTypeOf(rawArray);
        var (skip, odd) = Math.DivRem(offset, type.ElementSize());
        var length = count < 0 ? rawArray.LongLength - skip : count;
        if (odd != 0 || skip < 0 || length < 0 || skip + length > rawArray.LongLength)
            throw new ArgumentException($"The buffer has {rawArray.LongLength} elements of {type.ElementSize()} bytes; got offset {offset} (bytes) and count {count}.", nameof(offset));
        using var whole = Tensor.OverArray(rawArray, [rawArray.LongLength], type);
        return Move(whole.narrow(0, skip, length), dtype, null).requires_grad_(requires_grad);
    }

    /// <summary>The tensor itself (a new wrapper) where type and device fit, otherwise a copy.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);
    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);
    public static Tensor as_tensor(byte[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<byte> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);
    public static Tensor as_tensor(sbyte[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<sbyte> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);
    public static Tensor as_tensor(short[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<short> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);
    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);
    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);
    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);
    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);
    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    private static Tensor Move(Tensor tensor, ScalarType? dtype, Device? device)
    {
        var type = dtype ?? tensor.dtype;
        var place = device ?? s_defaultDevice;
        return type == tensor.dtype && place.type == DeviceType.CPU ? tensor : tensor.to(type, place, disposeAfter: true);
    }

    private static ScalarType ElementTypeOf(Array array) => array.GetType().GetElementType() is var t && t == typeof(float) ? ScalarType.Float32
        : t == typeof(double) ? ScalarType.Float64
        : t == typeof(long) ? ScalarType.Int64
        : t == typeof(int) ? ScalarType.Int32
        : t == typeof(byte) ? ScalarType.Byte
        : t == typeof(sbyte) ? ScalarType.Int8
        : t == typeof(short) ? ScalarType.Int16
        : t == typeof(bool) ? ScalarType.Bool
        : t == typeof(Half) ? ScalarType.Float16
        : throw new ArgumentException($"Arrays of {t} cannot become tensors; use byte, sbyte, short, int, long, Half, float, double or bool.", nameof(array));
}
