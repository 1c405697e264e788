namespace Workbook.Results;

/// <summary>A point of a training curve.</summary>
/// <param name="Iteration">Zero-based iteration, the last one where the loss is a mean over several.</param>
/// <param name="Loss">Training loss.</param>
/// <param name="LearningRate">Learning rate of that iteration.</param>
public sealed record CurvePoint(long Iteration, double Loss, double LearningRate)
{
    /// <summary>
    /// A curve of at most <paramref name="most"/> points: neighbours are joined into equal groups, each becoming its last iteration and
    /// learning rate with its mean loss.
    /// </summary>
    /// <param name="points">Points in the order of iterations.</param>
    /// <param name="most">At least 1.</param>
    public static IReadOnlyList<CurvePoint> Thin(IReadOnlyList<CurvePoint> points, int most = RunRecord.MostCurvePoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var size = (points.Count + most - 1) / most;
        return size <= 1
            ? points
            : [.. points.Chunk(size).Select(group => group[^1] with { Loss = group.Average(point => point.Loss) })];
    }
}
