using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>Makes tensors of what a pickle holds; the caller's scope owns them.</summary>
internal sealed class PickledTensors(IPickledFile file)
{
    private const int LongestShared = 16;
    private readonly Dictionary<TorchStorage, Tensor> _storages = [];
    private readonly Dictionary<NumpyArray, Tensor> _arrays = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ReadOnlyMemory<byte>> _bytes = [];

    /// <exception cref="FormatException">A tensor cannot be made: with its name.</exception>
    public OrderedDictionary<string, Tensor> Of(OrderedDictionary<string, object> values)
    {
        var tensors = new OrderedDictionary<string, Tensor>();
        foreach (var (name, value) in values)
        {
            try
            {
                tensors.Add(name, Of(value));
            }
            catch (FormatException problem)
            {
                throw new FormatException($"\"{PickleText.Short(name)}\": {problem.Message}", problem);
            }
        }
        return tensors;
    }

    private Tensor Of(object value)
    {
        if (value is NumpyArray array)
            return Of(array);
        var tensor = (TorchTensor)value;
        if (!_storages.TryGetValue(tensor.Storage, out var storage))
            _storages.Add(tensor.Storage, storage = file.Load(tensor.Storage));
        return tensor.Of(storage);
    }

    private Tensor Of(NumpyArray array)
    {
        if (_arrays.TryGetValue(array, out var made))
            return made.detach();
        // Arrays over the same bytes would make much of a small file. NumPy shares only those of single elements.
        if (array.Data.Length > LongestShared && !_bytes.Add(array.Data))
            throw new FormatException("an array over the bytes of another");
        return _arrays[array] = array.ToTensor();
    }
}
