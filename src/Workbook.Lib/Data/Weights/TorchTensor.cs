using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>A tensor of a file of torch.save: a view of a storage, checked to lie inside it.</summary>
internal sealed class TorchTensor
{
    private TorchTensor(TorchStorage storage, long offset, long[] size, long[] stride)
    {
        var count = TensorShape.Count(size);
        if (stride.Length != size.Length)
            throw new FormatException($"a tensor of size {TensorShape.Text(size)} and strides {TensorShape.Text(stride)}, expected as many strides as sizes");
        if (offset < 0 || offset > storage.Count)
            throw new FormatException($"a tensor at element {offset} of a storage of {storage.Count}");
        if (stride.Any(step => step < 0))
            throw new FormatException($"the strides {TensorShape.Text(stride)} are negative");
        // A storage is loaded once, whatever looks at it; a tensor that repeats its elements would grow when it is copied.
        if (count > storage.Count)
            throw new FormatException($"a tensor of {count} elements over a storage of {storage.Count}: expanded tensors are not weights");
        var last = (Int128)offset;
        for (var d = 0; d < size.Length; d++)
            last += (Int128)Math.Max(size[d] - 1, 0) * stride[d];
        if (count > 0 && last >= storage.Count)
            throw new FormatException($"a tensor of size {TensorShape.Text(size)}, strides {TensorShape.Text(stride)} from element {offset} ends at {last} of a storage of {storage.Count}");
        (Storage, Offset, Size) = (storage, offset, size);
        Stride = count > 0 ? stride : new long[size.Length];
    }

    public TorchStorage Storage { get; }

    /// <summary>First element.</summary>
    public long Offset { get; }

    public long[] Size { get; }

    /// <summary>In elements.</summary>
    public long[] Stride { get; }

    /// <summary><c>torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata])</c>, or without the last ones.</summary>
    public static TorchTensor Rebuild(object?[] arguments) => arguments is [TorchStorage storage, long offset, var size, var stride, ..]
        ? new TorchTensor(storage, offset, PickleReading.Numbers(size, "the size of a tensor"), PickleReading.Numbers(stride, "the strides of a tensor"))
        : throw new FormatException("a tensor that is not rebuilt from storage, offset, size and strides");

    /// <summary><c>torch._utils._rebuild_parameter(tensor, requires_grad, hooks)</c>: a parameter is its tensor.</summary>
    public static TorchTensor RebuildParameter(object?[] arguments) => arguments is [TorchTensor tensor, bool, ..]
        ? tensor
        : throw new FormatException("a parameter that is not rebuilt from a tensor");

    /// <summary>The view of the loaded storage.</summary>
    public Tensor Of(Tensor storage) => storage.as_strided(Size, Stride, Offset);
}
