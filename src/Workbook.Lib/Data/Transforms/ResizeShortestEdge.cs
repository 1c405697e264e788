using System.Collections.Immutable;

namespace Workbook.Data.Transforms;

/// <summary>
/// The size that an image is scaled to: its shorter edge to a given length, or to less where the longer one would exceed its limit; the rule
/// of detectron2's <c>ResizeShortestEdge</c> (v0.6).
/// </summary>
public sealed class ResizeShortestEdge
{
    /// <summary>The test-time size of Mask R-CNN: 800, at most 1333.</summary>
    public static ResizeShortestEdge Standard { get; } = new([800], 1333);

    /// <summary>detectron2's training sizes: the shorter edge 640, 672, 704, 736, 768 or 800, at most 1333.</summary>
    public static ResizeShortestEdge MultiScale { get; } = new([640, 672, 704, 736, 768, 800], 1333);

    /// <param name="edges">Lengths of the shorter edge to choose among, in pixels, each with the same probability.</param>
    /// <param name="longest">Limit of the longer edge in pixels.</param>
    /// <exception cref="ArgumentException">No length, or one that is not positive.</exception>
    public ResizeShortestEdge(ImmutableArray<int> edges, int longest)
    {
        if (edges.IsDefaultOrEmpty || edges.Min() < 1)
            throw new ArgumentException(
                $"Expected at least one length of the shorter edge, each at least 1 pixel, got \"{(edges.IsDefault ? "" : string.Join(", ", edges))}\".",
                nameof(edges));
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        (Edges, Longest) = (edges, longest);
    }

    /// <summary>Lengths of the shorter edge, in pixels.</summary>
    public ImmutableArray<int> Edges { get; }

    /// <summary>Limit of the longer edge, in pixels.</summary>
    public int Longest { get; }

    /// <summary>The size of a scaled image.</summary>
    /// <param name="height">Rows of the image, at least 1.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="edge">The length chosen for the shorter edge.</param>
    public (int Height, int Width) Size(int height, int width, int edge)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(edge, 1);
        var scale = (double)edge / Math.Min(height, width);
        var (newHeight, newWidth) = height < width ? ((double)edge, scale * width) : (scale * height, (double)edge);
        var longer = Math.Max(newHeight, newWidth);
        if (longer > Longest)
        {
            scale = Longest / longer;
            (newHeight, newWidth) = (newHeight * scale, newWidth * scale);
        }
        // A strip so thin that it would vanish keeps one pixel.
        return (Math.Max(1, (int)(newHeight + 0.5)), Math.Max(1, (int)(newWidth + 0.5)));
    }
}
