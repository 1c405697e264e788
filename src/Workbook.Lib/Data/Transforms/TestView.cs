namespace Workbook.Data.Transforms;

/// <summary>How an image is shown to a detector in test-time augmentation.</summary>
/// <param name="ShorterEdge">Length that the shorter edge is scaled to, in pixels; see <see cref="ResizeShortestEdge"/>.</param>
/// <param name="IsFlipped">Whether it is then mirrored left to right.</param>
public readonly record struct TestView(int ShorterEdge, bool IsFlipped)
{
    /// <summary>Every edge unmirrored and, where asked for, mirrored: the views of detectron2's <c>DatasetMapperTTA</c> (v0.6), in its order.</summary>
    /// <param name="edges">Lengths of the shorter edge, in pixels.</param>
    /// <param name="flip">Whether to mirror.</param>
    public static IReadOnlyList<TestView> All(IEnumerable<int> edges, bool flip) =>
        [.. edges.SelectMany(edge => flip ? new TestView[] { new(edge, false), new(edge, true) } : [new(edge, false)])];
}
