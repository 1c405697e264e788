namespace Workbook.Ops;

/// <summary>The sampling points of boxes on a map: see <see cref="RoiAlign.Apply"/> for the arguments.</summary>
/// <param name="Boxes">R x 4.</param>
/// <param name="Images">R.</param>
/// <param name="Size">Bins along each side.</param>
/// <param name="Scale">Map pixels for an image pixel.</param>
/// <param name="SamplingRatio">Points along each side of a bin, or 0.</param>
/// <param name="IsAligned">Whether pixel centres lie at halves.</param>
internal sealed record RoiGrid(float[] Boxes, long[] Images, int Size, double Scale, int SamplingRatio, bool IsAligned)
{
    /// <summary>R.</summary>
    public int Count => Images.Length;

    /// <summary>The points along the height of a box.</summary>
    public RoiAxis Rows(int box) => Axis(Boxes[4 * box + 1], Boxes[4 * box + 3]);

    /// <summary>The points along its width.</summary>
    public RoiAxis Columns(int box) => Axis(Boxes[4 * box], Boxes[4 * box + 2]);

    public void Validate(long images)
    {
        for (var i = 0; i < Boxes.Length; i++)
        {
            if (!float.IsFinite(Boxes[i]))
                throw new ArgumentException(
                    $"{nameof(RoiAlign)}: box {i / 4} has a coordinate that is not finite ({Boxes[i]}). Something before diverged: look at the learning rate.");
        }
        for (var r = 0; r < Images.Length; r++)
        {
            if (Images[r] < 0 || Images[r] >= images)
                throw new ArgumentException($"{nameof(RoiAlign)}: expected images in [0, {images}), got {Images[r]} for box {r}.");
        }
    }

    private RoiAxis Axis(float from, float to)
    {
        var (scale, offset) = ((float)Scale, IsAligned ? 0.5f : 0);
        var start = from * scale - offset;
        var length = to * scale - offset - start;
        if (!IsAligned)
            length = Math.Max(length, 1);
        var bin = length / Size;
        // A box without length has no points; its bins are 0.
        var points = SamplingRatio > 0 ? SamplingRatio : (int)Math.Clamp(MathF.Ceiling(bin), 0, 4096);
        return new(start, bin, Size, points);
    }
}
