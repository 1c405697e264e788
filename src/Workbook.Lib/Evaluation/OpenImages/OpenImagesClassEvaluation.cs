using Workbook.Evaluation.Detection;

namespace Workbook.Evaluation.OpenImages;

/// <summary>Average precision and curve of one class.</summary>
public sealed class OpenImagesClassEvaluation
{
    private readonly ClassScores _scores;

    internal OpenImagesClassEvaluation(ClassScores scores) => _scores = scores;

    /// <summary>The class's key, for example <c>/m/061hd_</c>.</summary>
    public required string Mid { get; init; }

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The class's group by image number, 0 with the most; null where no groups were given.</summary>
    public required int? Group { get; init; }

    /// <summary>Boxes that are to be found; a group-of box is one.</summary>
    public int Objects => _scores.Objects;

    /// <summary>
    /// Hits and misses: detections in images where the class is verified, less those that group-of boxes absorb, and one for each group-of
    /// box that absorbs any.
    /// </summary>
    public int Detections => _scores.Detections;

    /// <summary>Average precision at an intersection over union of 0.5, in [0, 1]: the area under the curve; null without boxes.</summary>
    public double? AveragePrecision => _scores.AveragePrecision;

    /// <summary>Precision over recall, one point a hit; null without boxes.</summary>
    public PrecisionRecallCurve? Curve() => Objects == 0
        ? null
        : new PrecisionRecallCurve(OpenImagesEvaluator.LeastOverlap, [.. _scores.Precision.Select((_, i) => (i + 1.0) / Objects)], _scores.Precision);
}
