using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>A file that is a pickle, with what lies beside it.</summary>
internal interface IPickledFile : IDisposable
{
    /// <summary>The pickled value.</summary>
    object? Root { get; }

    /// <summary>Reads the elements of a storage into a new tensor of one dimension, which is the caller's.</summary>
    /// <exception cref="FormatException">They are not as they must be.</exception>
    Tensor Load(TorchStorage storage);
}
