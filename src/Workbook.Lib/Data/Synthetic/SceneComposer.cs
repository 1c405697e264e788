namespace Workbook.Data.Synthetic;

/// <summary>Lays an image out as planned: clutter, the objects, some clutter over them.</summary>
internal sealed class SceneComposer(ImagePlan plan, IReadOnlyList<SyntheticCategory> categories, SyntheticLook look)
{
    private const int Tries = 30; // of one object, each smaller than the one before
    private const double Shrink = 0.95;

    private static readonly SyntheticShape[] ClutterShapes = [SyntheticShape.Bar, SyntheticShape.Ellipse, SyntheticShape.Angle, SyntheticShape.Diamond];

    // Below 8 pixels a texture cannot be told.
    private readonly double _least = Math.Max(8, 0.085 * Math.Min(plan.Width, plan.Height));
    private readonly double _side = Math.Min(plan.Width, plan.Height);

    /// <summary>A layout with every required object.</summary>
    /// <returns>Null where one found no room: with other random numbers it may.</returns>
    public SceneLayout? TryCompose(ref Rng rng)
    {
        var layout = new SceneLayout(plan.Width, plan.Height, plan.Objects.Count);
        for (var i = 4 + rng.NextInt(5); i > 0; i--)
            layout.TryPlace([Clutter(0.06, 0.2, ref rng)], SceneLayout.Nobody);
        // The largest radius falls with the number of objects, so that a crowd finds room.
        var largest = look.LargestRadius * Math.Min(1, Math.Sqrt(4.0 / Math.Max(1, plan.Objects.Count)));
        for (var i = 0; i < plan.Objects.Count; i++)
            if (!TryPlace(layout, i, largest, ref rng) && plan.Objects[i].IsRequired)
                return null;
        for (var i = rng.NextInt(3); i > 0; i--)
            layout.TryPlace([Clutter(0.08, 0.16, ref rng)], SceneLayout.Nobody);
        return layout;
    }

    private bool TryPlace(SceneLayout layout, int index, double largest, ref Rng rng)
    {
        var item = plan.Objects[index];
        var radius = Between(_least, Math.Max(_least, largest * _side), ref rng);
        for (var i = 0; i < Tries; i++, radius = Math.Max(_least, radius * Shrink))
            if (layout.TryPlace(item.IsGroup ? Group(item, ref rng) : [Single(item.Category, radius, ref rng)], index))
                return true;
        return false;
    }

    private Figure Single(int category, double radius, ref Rng rng) => Object(
        category, Inside(plan.Width, 0.65 * radius, ref rng), Inside(plan.Height, 0.65 * radius, ref rng), radius, ref rng);

    // Small instances in rows of three, near enough to touch.
    private Figure[] Group(PlannedObject item, ref Rng rng)
    {
        const int columns = 3;
        var radius = Between(0.85, 1, ref rng) * _least;
        var step = 1.2 * radius;
        var rows = (item.Figures + columns - 1) / columns;
        var left = Inside(plan.Width, (columns - 1) * step / 2 + radius, ref rng) - (columns - 1) * step / 2;
        var top = Inside(plan.Height, (rows - 1) * step / 2 + radius, ref rng) - (rows - 1) * step / 2;
        var figures = new Figure[item.Figures];
        for (var i = 0; i < figures.Length; i++)
            figures[i] = Object(
                item.Category, left + (i % columns + Between(-0.15, 0.15, ref rng)) * step, top + (i / columns + Between(-0.15, 0.15, ref rng)) * step,
                radius, ref rng);
        return figures;
    }

    private Figure Object(int category, double x, double y, double radius, ref Rng rng)
    {
        var item = categories[category];
        var (first, second) = Colours.Pair(item.Palette, ref rng);
        return new Figure(
            item.Shape, item.Texture, x, y, radius, Between(0.87, 1.15, ref rng), Rotation(0.5, ref rng), first, second, rng.NextDouble());
    }

    // Plain, in shapes that no category has.
    private Figure Clutter(double least, double most, ref Rng rng)
    {
        var shape = ClutterShapes[rng.NextInt(ClutterShapes.Length)];
        var radius = Between(least, most, ref rng) * _side;
        return new Figure(
            shape, SyntheticTexture.Plain, rng.NextDouble() * plan.Width, rng.NextDouble() * plan.Height, radius, Between(0.8, 1.25, ref rng),
            Rotation(1, ref rng), Colours.Any(0.8, ref rng), default, 0);
    }

    // The middle where there is no room for the margin.
    private static double Inside(double length, double margin, ref Rng rng) => length / 2 + Between(-1, 1, ref rng) * Math.Max(0, length / 2 - margin);

    private static double Between(double low, double high, ref Rng rng) => low + (high - low) * rng.NextDouble();

    // By the half-angle formulas, without a sine: t is the tangent of half the angle; 1 is a quarter turn either way, 0.5 is 53 degrees.
    private static (double Cos, double Sin) Rotation(double limit, ref Rng rng)
    {
        var t = Between(-limit, limit, ref rng);
        return ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t));
    }
}
