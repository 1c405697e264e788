using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>The memory that tensors of a file of torch.save share.</summary>
/// <param name="key">Its name in the file.</param>
/// <param name="type">Element type.</param>
/// <param name="count">Number of elements.</param>
internal sealed class TorchStorage(string key, ScalarType type, long count)
{
    public string Key => key;

    public ScalarType Type => type;

    public long Count => count;
}
