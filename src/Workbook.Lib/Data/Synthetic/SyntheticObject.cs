namespace Workbook.Data.Synthetic;

/// <summary>What is visible of an object.</summary>
/// <param name="Plan">What it was to be.</param>
/// <param name="Left">Left edge in pixels.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge, outside.</param>
/// <param name="Bottom">Lower edge, outside.</param>
/// <param name="Area">Number of pixels.</param>
/// <param name="Polygons">See <see cref="MaskOutline"/>.</param>
internal sealed record SyntheticObject(PlannedObject Plan, int Left, int Top, int Right, int Bottom, int Area, int[][] Polygons)
{
    public static SyntheticObject Of(PlannedObject plan, SceneLayout layout, int owner)
    {
        var (left, top, right, bottom) = (layout.Width, layout.Height, 0, 0);
        for (var at = 0; at < layout.Owners.Length; at++)
        {
            if (layout.Owners[at] != owner)
                continue;
            var (x, y) = (at % layout.Width, at / layout.Width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }
        return new SyntheticObject(plan, left, top, right, bottom, layout.Visible(owner), MaskOutline.Trace(layout.Owners, layout.Width, owner));
    }
}
