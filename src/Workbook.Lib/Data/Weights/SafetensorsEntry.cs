using static TorchSharp.torch;

namespace Workbook.Data.Weights;

/// <summary>What the header of a safetensors file says of a tensor.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Start">First byte, from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record SafetensorsEntry(ScalarType Type, long[] Shape, long Start, long End);
