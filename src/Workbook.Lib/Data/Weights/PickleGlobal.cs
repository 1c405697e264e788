using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>A function or class of Python that pickles of weights name, and what stands for calling it here.</summary>
/// <param name="Module">Module, as the file writes it.</param>
/// <param name="Name">Name in the module.</param>
/// <param name="Call">Makes the value of the arguments; null where the file may name but not call it.</param>
/// <param name="Storage">The element type, of a storage class of torch.</param>
internal sealed record PickleGlobal(string Module, string Name, Func<object?[], object?>? Call, ScalarType? Storage = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Module}.{Name}";
}
