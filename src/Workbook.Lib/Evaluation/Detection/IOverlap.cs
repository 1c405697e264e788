namespace Workbook.Evaluation.Detection;

/// <summary>Overlap of a detection with annotations: intersection over union, over the detection's own area for a crowd.</summary>
internal interface IOverlap
{
    /// <summary>Area of a detection, in square pixels.</summary>
    double AreaOf(int detection);

    /// <summary>
    /// Overlap of a detection with each of some annotations of its image; below 0.5, the least threshold, it may be given as 0. Annotations of
    /// one category are asked about by one thread only.
    /// </summary>
    void Measure(int detection, ReadOnlySpan<int> ofImage, Span<double> overlaps);
}
