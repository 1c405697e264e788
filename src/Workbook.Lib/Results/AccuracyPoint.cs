namespace Workbook.Results;

/// <summary>Test accuracy after some training.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Top1">Top-1 accuracy in percent.</param>
/// <param name="Top5">Top-5 accuracy in percent.</param>
public sealed record AccuracyPoint(long Iteration, double Top1, double Top5);
