namespace Workbook.Evaluation.OpenImages;

/// <summary>What comes out of one class.</summary>
/// <param name="Objects">Boxes to be found, group-of boxes included.</param>
/// <param name="Detections">Hits and misses.</param>
/// <param name="Precision">At each hit, by descending score: the highest at this or a later hit.</param>
internal sealed record ClassScores(int Objects, int Detections, double[] Precision)
{
    /// <summary>The area under the interpolated curve; null without boxes.</summary>
    public double? AveragePrecision => Objects == 0 ? null : Precision.Sum() / Objects;
}
