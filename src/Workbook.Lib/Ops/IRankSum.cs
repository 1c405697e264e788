using static TorchSharp.torch;

namespace Workbook.Ops;

/// <summary>A sum over the ranks of a data-parallel run. All ranks call it with tensors of one shape, in the same order.</summary>
public interface IRankSum
{
    /// <summary>The elementwise sum of all ranks' tensors, the same on every rank; the argument keeps its values.</summary>
    Tensor Sum(Tensor value);
}
