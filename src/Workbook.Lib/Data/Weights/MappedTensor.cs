using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>What a tensor of a file becomes in a module.</summary>
/// <param name="Name">Name in the module.</param>
/// <param name="Convert">Makes its value from the file's tensor and the shape that the module expects; null where it is the same.</param>
internal sealed record MappedTensor(string Name, Func<Tensor, long[], Tensor>? Convert = null);
