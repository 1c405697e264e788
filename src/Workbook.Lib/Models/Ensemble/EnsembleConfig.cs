namespace Workbook.Models;

/// <summary>Settings of an ensemble.</summary>
public sealed record EnsembleConfig
{
    /// <summary>Number of categories, K.</summary>
    public required int Classes { get; init; }

    /// <summary>How boxes of several views and detectors become one.</summary>
    public BoxMerging Merging { get; init; }

    /// <summary>Largest intersection over union of two detections of one category; in voting, boxes with a larger one vote.</summary>
    public double Suppression { get; init; } = 0.5;

    /// <summary>
    /// For each category, in (0, 1], what its scores are multiplied by before <see cref="DetectionsPerImage"/> cuts; null for 1. Average precision looks at
    /// one category at a time, so that a factor changes nothing but which detections are kept. See <see cref="Rescoring"/>.
    /// </summary>
    public IReadOnlyList<double>? CategoryFactors { get; init; }

    /// <summary>Detections of an image.</summary>
    public int DetectionsPerImage { get; init; } = 300;
}
