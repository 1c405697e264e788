namespace Workbook.Data.Transforms;

/// <summary>What happens to an image and its annotations before a detector sees them.</summary>
/// <param name="Resize">How large the image becomes.</param>
/// <param name="FlipProbability">Probability of mirroring left to right, in [0, 1].</param>
/// <param name="Normalisation">What the pre-trained backbone expects.</param>
/// <param name="Stride">Batches are padded with zeros, on the right and below, to multiples of this many pixels: 32 for an FPN.</param>
public sealed record DetectionTransform(ResizeShortestEdge Resize, double FlipProbability, PixelNormalisation Normalisation, int Stride)
{
    /// <summary>Draws the length of the shorter edge, then whether to mirror.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="rng">Advanced by two draws, whatever the settings.</param>
    public ImageGeometry Draw(int height, int width, ref Rng rng)
    {
        var edge = Resize.Edges[rng.NextInt(Resize.Edges.Length)];
        var isFlipped = rng.NextBool(FlipProbability);
        var (newHeight, newWidth) = Resize.Size(height, width, edge);
        return new(height, width, newHeight, newWidth, isFlipped);
    }

    /// <summary>The transform that always gives one view; the limit of the longer edge stays.</summary>
    /// <exception cref="ArgumentException">The view's edge is not positive.</exception>
    public DetectionTransform Of(TestView view) =>
        this with { Resize = new([view.ShorterEdge], Resize.Longest), FlipProbability = view.IsFlipped ? 1 : 0 };

    /// <summary>The multiple of the stride that covers a number of pixels.</summary>
    public int Padded(int pixels) => (pixels + Stride - 1) / Stride * Stride;
}
