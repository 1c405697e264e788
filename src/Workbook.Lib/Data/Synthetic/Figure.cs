namespace Workbook.Data.Synthetic;

/// <summary>
/// A shape with its surface, placed. Additions, multiplications, divisions, square roots, floors and comparisons only: the same bits on every
/// machine.
/// </summary>
/// <param name="Shape">The outline.</param>
/// <param name="Texture">The surface.</param>
/// <param name="X">Centre, in pixels.</param>
/// <param name="Y">Centre, in pixels.</param>
/// <param name="Radius">Half the extent of the unit in which outlines are given, in pixels.</param>
/// <param name="Stretch">Width over height is its inverse square; in [0.8, 1.25].</param>
/// <param name="Turn">Cosine and sine of the rotation.</param>
/// <param name="First">Colour.</param>
/// <param name="Second">The other colour of the texture.</param>
/// <param name="Phase">Shift of the texture, in [0, 1).</param>
internal readonly record struct Figure(
    SyntheticShape Shape, SyntheticTexture Texture, double X, double Y, double Radius, double Stretch, (double Cos, double Sin) Turn,
    Rgb First, Rgb Second, double Phase)
{
    /// <summary>Samples of a pixel: 2 x 2.</summary>
    private const int Samples = 4;

    // No outline reaches beyond 1.21 units, and no stretch of one that does is larger than 1.15; those of clutter, to 1.14 units, are to 1.25.
    private const double Reach = 1.43;

    /// <summary>The pixels of an image that the figure may touch; the right and the lower edge lie outside.</summary>
    public (int Left, int Top, int Right, int Bottom) Bounds(int width, int height) => (
        Math.Clamp((int)Math.Floor(X - Reach * Radius), 0, width), Math.Clamp((int)Math.Floor(Y - Reach * Radius), 0, height),
        Math.Clamp((int)Math.Ceiling(X + Reach * Radius), 0, width), Math.Clamp((int)Math.Ceiling(Y + Reach * Radius), 0, height));

    /// <summary>Whether the figure covers at least half of a pixel's samples.</summary>
    public bool Covers(int x, int y)
    {
        var inside = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var (u, v) = Local(x, y, sample);
            inside += Contains(u, v) ? 1 : 0;
        }
        return inside >= Samples / 2;
    }

    /// <summary>A pixel's colour with the figure over it: each sample inside has the figure's, the others the old one.</summary>
    public Rgb Over(Rgb below, int x, int y)
    {
        double r = 0, g = 0, b = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var (u, v) = Local(x, y, sample);
            var colour = Contains(u, v) ? Surface(u, v) : below;
            (r, g, b) = (r + colour.R, g + colour.G, b + colour.B);
        }
        return new Rgb(r / Samples, g / Samples, b / Samples);
    }

    // A sample's place in the figure's own directions and unit.
    private (double U, double V) Local(int x, int y, int sample)
    {
        var dx = (x + (sample % 2 + 0.5) / 2 - X) / Radius;
        var dy = (y + (sample / 2 + 0.5) / 2 - Y) / Radius;
        return ((Turn.Cos * dx + Turn.Sin * dy) * Stretch, (Turn.Cos * dy - Turn.Sin * dx) / Stretch);
    }

    private Rgb Surface(double u, double v) => Texture switch
    {
        SyntheticTexture.Striped => IsOdd(v * 3 + Phase) ? First : Second,
        SyntheticTexture.Checked => IsOdd(u * 2.8 + Phase) == IsOdd(v * 2.8 + Phase) ? First : Second,
        SyntheticTexture.Dotted => IsDot(u * 2.3 + Phase, v * 2.3 + Phase) ? Second : First,
        SyntheticTexture.Shaded => Mix(First, Second, Math.Clamp(0.5 + 0.6 * u, 0, 1)),
        _ => First,
    };

    private bool Contains(double u, double v)
    {
        var (au, av) = (Math.Abs(u), Math.Abs(v));
        var most = Math.Max(au, av);
        var square = u * u + v * v;
        return Shape switch
        {
            SyntheticShape.Ring => square is > 0.22 and < 0.9,
            SyntheticShape.Star => IsInStar(square, v),
            SyntheticShape.Square => most < 0.75,
            SyntheticShape.Disc => square < 0.72,
            SyntheticShape.Crescent => square < 0.9 && (u - 0.45) * (u - 0.45) + v * v > 0.45,
            SyntheticShape.Tee => most < 0.85 && (v < -0.25 || au < 0.32),
            SyntheticShape.Triangle => v < 0.68 && au < (v + 0.98) / 1.7,
            SyntheticShape.Frame => most is > 0.42 and < 0.85,
            SyntheticShape.Plus => Math.Min(au, av) < 0.32 && most < 0.92,
            SyntheticShape.Dumbbell => (au - 0.58) * (au - 0.58) + v * v < 0.18 || (av < 0.17 && au < 0.58),
            SyntheticShape.Rails => av is > 0.2 and < 0.75 && au < 0.9,
            SyntheticShape.Hourglass => av < 0.9 && au < 0.14 + 0.8 * av,
            SyntheticShape.Bar => av < 0.16 && au < 0.95,
            SyntheticShape.Ellipse => u * u + 4 * v * v < 0.9,
            SyntheticShape.Angle => most < 0.8 && (u < -0.45 || v > 0.45),
            SyntheticShape.Diamond => au + av < 0.95,
            _ => throw new InvalidOperationException($"The synthetic detection sets have no such shape: {Shape}."),
        };
    }

    // r < 0.62 + 0.33 cos(5 angle), with cos(5 angle) as the Chebyshev polynomial of cos(angle) = -v / r.
    private static bool IsInStar(double square, double v)
    {
        if (square == 0)
            return true;
        var r = Math.Sqrt(square);
        var cos = -v / r;
        return r < 0.62 + 0.33 * (((16 * cos * cos - 20) * cos * cos + 5) * cos);
    }

    private static Rgb Mix(Rgb a, Rgb b, double share) =>
        new(a.R + (b.R - a.R) * share, a.G + (b.G - a.G) * share, a.B + (b.B - a.B) * share);

    private static bool IsOdd(double x) => Math.Floor(x) - 2 * Math.Floor(x / 2) == 1;

    private static bool IsDot(double x, double y)
    {
        var (dx, dy) = (x - Math.Floor(x) - 0.5, y - Math.Floor(y) - 0.5);
        return dx * dx + dy * dy < 0.11;
    }
}
