using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a CPU tensor as .NET values, in the tensor's order whatever its strides. Indices count along each dimension.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor _tensor;
    private readonly T* _data;
    private readonly long[] _shape;
    private readonly long[] _stride;
    private readonly bool _contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        _tensor = tensor;
        _data = (T*)tensor.Data;
        _shape = tensor.shape;
        _stride = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    public long Count { get; }

    public bool IsReadOnly => false;

    /// <summary>One element, by one index for each dimension, or by one index into the flattened tensor.</summary>
    /// <exception cref="IndexOutOfRangeException">An index is outside its dimension, or their number is wrong.</exception>
    public T this[params long[] indices]
    {
        get => *At(indices);
        set => *At(indices) = value;
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result.AsSpan());
        return result;
    }

    /// <summary>An array of the tensor's rank; a scalar's value in an array of rank 1.</summary>
    public Array ToNDArray()
    {
        if (_shape.Length <= 1)
            return ToArray();
        var result = Array.CreateInstance(typeof(T), _shape);
        var flat = ToArray();
        Buffer.BlockCopy(flat, 0, result, 0, flat.Length * sizeof(T));
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_contiguous)
        {
            new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(array[arrayIndex..]);
            return;
        }
        for (var i = 0; i < count; i++)
            array[arrayIndex + i] = _data[Offset(tensorIndex + i)];
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_contiguous)
        {
            array.Slice(arrayIndex, count).CopyTo(new Span<T>(_data + tensorIndex, count));
            return;
        }
        for (var i = 0; i < count; i++)
            _data[Offset(tensorIndex + i)] = array[arrayIndex + i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _tensor.Dispose();

    private T* At(long[] indices)
    {
        ObjectDisposedException.ThrowIf(_tensor.IsInvalid, this);
        if (indices.Length == 1 && _shape.Length != 1)
            return indices[0] >= 0 && indices[0] < Count ? _data + Offset(indices[0]) : throw Outside(indices);
        if (indices.Length != _shape.Length)
            throw Outside(indices);
        long offset = 0;
        for (var d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= _shape[d])
                throw Outside(indices);
            offset += indices[d] * _stride[d];
        }
        return _data + offset;
    }

    private long Offset(long index)
    {
        if (_contiguous)
            return index;
        long offset = 0;
        for (var d = _shape.Length - 1; d >= 0; d--)
        {
            (index, var along) = Math.DivRem(index, _shape[d]);
            offset += along * _stride[d];
        }
        return offset;
    }

    private IndexOutOfRangeException Outside(long[] indices) =>
        new($"Index ({string.Join(", ", indices)}) is outside a tensor of shape ({string.Join(", ", _shape)}).");
}
