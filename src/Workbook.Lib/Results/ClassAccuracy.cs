namespace Workbook.Results;

/// <summary>Test accuracy of one class.</summary>
/// <param name="Index">Class index from 0.</param>
/// <param name="Name">Class name.</param>
/// <param name="TrainImages">Training images of the class.</param>
/// <param name="TestImages">Test images of the class.</param>
/// <param name="Top1">Top-1 accuracy over its test images, in percent; null where it has none.</param>
public sealed record ClassAccuracy(int Index, string Name, int TrainImages, int TestImages, double? Top1);
