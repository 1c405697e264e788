namespace Workbook.Data;

/// <summary>Draws one image of <see cref="SyntheticCifar"/>.</summary>
internal static class SyntheticDrawing
{
    private const int Samples = 2; // a side of a pixel
    private const int Clutter = 4;

    private static readonly int ShapeCount = Enum.GetValues<SyntheticShape>().Length;

    /// <summary>Draws into 3 x side x side bytes.</summary>
    public static void Draw(SyntheticShape shape, SyntheticTexture texture, ref Rng rng, Span<byte> into, int side)
    {
        var (near, far) = (Colour(ref rng), Colour(ref rng));
        var (downX, downY) = (rng.NextDouble() - 0.5, rng.NextDouble() - 0.5);
        Span<Figure> clutter = stackalloc Figure[Clutter];
        for (var i = 0; i < clutter.Length; i++)
            clutter[i] = new Figure(
                (SyntheticShape)rng.NextInt(ShapeCount), SyntheticTexture.Plain, Place(ref rng, 0.5, side), Place(ref rng, 0.5, side),
                Between(ref rng, 0.08, 0.2) * side, 1, Rotation(ref rng, 1), Colour(ref rng), default, 0);

        var first = Colour(ref rng);
        var second = Contrasting(first, ref rng);
        var figure = new Figure(
            shape, texture, Place(ref rng, 0.12, side), Place(ref rng, 0.12, side), Between(ref rng, 0.27, 0.42) * side,
            Between(ref rng, 0.8, 1.25), Rotation(ref rng, 0.2), first, second, rng.NextDouble());
        var occluders = rng.NextInt(3);
        var gain = Between(ref rng, 0.6, 1.1);
        var bias = Between(ref rng, -0.1, 0.1);
        var noise = Between(ref rng, 0.02, 0.1);

        var plane = side * side;
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                double r = 0, g = 0, b = 0;
                for (var sample = 0; sample < Samples * Samples; sample++)
                {
                    var px = x + (sample % Samples + 0.5) / Samples;
                    var py = y + (sample / Samples + 0.5) / Samples;
                    var share = Math.Clamp(0.5 + (downX * (px - side / 2.0) + downY * (py - side / 2.0)) / side * 2, 0, 1);
                    var colour = Mix(near, far, share);
                    for (var i = occluders; i < clutter.Length; i++)
                        colour = clutter[i].Over(colour, px, py);
                    colour = figure.Over(colour, px, py);
                    for (var i = 0; i < occluders; i++)
                        colour = clutter[i].Over(colour, px, py);
                    (r, g, b) = (r + colour.R, g + colour.G, b + colour.B);
                }
                var at = y * side + x;
                into[at] = Develop(r, ref rng);
                into[at + plane] = Develop(g, ref rng);
                into[at + 2 * plane] = Develop(b, ref rng);
            }

        byte Develop(double sum, ref Rng rng)
        {
            // The sum of four uniform numbers in [-1, 1) has a standard deviation of 1.15.
            var grain = 2 * (rng.NextDouble() + rng.NextDouble() + rng.NextDouble() + rng.NextDouble()) - 4;
            var value = (sum / (Samples * Samples) - 0.5) * gain + 0.5 + bias + noise * grain;
            return (byte)Math.Clamp(Math.Floor(value * 255 + 0.5), 0, 255);
        }
    }

    private static double Between(ref Rng rng, double low, double high) => low + (high - low) * rng.NextDouble();

    private static double Place(ref Rng rng, double spread, int side) => (0.5 + Between(ref rng, -spread, spread)) * side;

    private static Rgb Colour(ref Rng rng) => new(rng.NextDouble(), rng.NextDouble(), rng.NextDouble());

    private static Rgb Mix(Rgb a, Rgb b, double share) =>
        new(a.R + (b.R - a.R) * share, a.G + (b.G - a.G) * share, a.B + (b.B - a.B) * share);

    // A colour at a distance of at least a half in RGB, so that a texture can be seen.
    private static Rgb Contrasting(Rgb colour, ref Rng rng)
    {
        while (true)
        {
            var other = Colour(ref rng);
            var (r, g, b) = (other.R - colour.R, other.G - colour.G, other.B - colour.B);
            if (r * r + g * g + b * b > 0.25)
                return other;
        }
    }

    // By the half-angle formulas, without a sine: t is the tangent of half the angle; 1 is a quarter turn either way, 0.2 is 22.6 degrees.
    private static (double Cos, double Sin) Rotation(ref Rng rng, double limit)
    {
        var t = Between(ref rng, -limit, limit);
        return ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t));
    }

    private readonly record struct Figure(
        SyntheticShape Shape, SyntheticTexture Texture, double X, double Y, double Radius, double Stretch, (double Cos, double Sin) Turn,
        Rgb First, Rgb Second, double Phase)
    {
        public Rgb Over(Rgb below, double x, double y)
        {
            var (dx, dy) = ((x - X) / Radius, (y - Y) / Radius);
            var u = (Turn.Cos * dx + Turn.Sin * dy) * Stretch;
            var v = (Turn.Cos * dy - Turn.Sin * dx) / Stretch;
            return u * u + v * v < 2 && Contains(u, v) ? Surface(u, v) : below;
        }

        private Rgb Surface(double u, double v) => Texture switch
        {
            SyntheticTexture.Striped => Odd(v * 3 + Phase) ? First : Second,
            SyntheticTexture.Checked => Odd(u * 2.6 + Phase) == Odd(v * 2.6 + Phase) ? First : Second,
            SyntheticTexture.Dotted => Dot(u * 2.2 + Phase, v * 2.2 + Phase) ? Second : First,
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
                SyntheticShape.Disc => square < 0.7,
                SyntheticShape.Ring => square is > 0.25 and < 0.85,
                SyntheticShape.Square => most < 0.72,
                SyntheticShape.Frame => most is > 0.45 and < 0.85,
                SyntheticShape.Triangle => v < 0.65 && au < (v + 0.95) / 1.7,
                SyntheticShape.Plus => Math.Min(au, av) < 0.28 && most < 0.9,
                SyntheticShape.Cross => Math.Abs(au - av) < 0.38 && most < 0.82,
                SyntheticShape.Crescent => square < 0.85 && (u - 0.4) * (u - 0.4) + v * v > 0.5,
                SyntheticShape.Dome => v < 0.35 && u * u + (v - 0.35) * (v - 0.35) < 0.85,
                SyntheticShape.Bar => av < 0.33 && au < 0.95,
                SyntheticShape.Rails => av is > 0.22 and < 0.68 && au < 0.85,
                SyntheticShape.Star => Petals(square, 5, v, 0.6, 0.3),
                SyntheticShape.Trefoil => Petals(square, 3, v, 0.55, 0.38),
                SyntheticShape.Quatrefoil => Petals(square, 4, v, 0.58, 0.34),
                SyntheticShape.Angle => most < 0.8 && (u < -0.25 || v > 0.25),
                SyntheticShape.Tee => most < 0.8 && (v < -0.25 || au < 0.28),
                SyntheticShape.Dumbbell => (au - 0.58) * (au - 0.58) + v * v < 0.16 || (av < 0.14 && au < 0.58),
                SyntheticShape.Ellipse => u * u + 4 * v * v < 0.9,
                SyntheticShape.Diamond => au + av < 0.95,
                SyntheticShape.Hourglass => av < 0.85 && au < 0.1 + 0.8 * av,
                _ => throw new InvalidOperationException($"No such shape: {Shape}."),
            };
        }

        // r < inner + swing * cos(n * angle), with cos(n * angle) as the Chebyshev polynomial of cos(angle) = -v / r.
        private static bool Petals(double square, int petals, double v, double inner, double swing)
        {
            if (square == 0)
                return true;
            var r = Math.Sqrt(square);
            var cos = -v / r;
            var (previous, current) = (1.0, cos);
            for (var n = 1; n < petals; n++)
                (previous, current) = (current, 2 * cos * current - previous);
            return r < inner + swing * current;
        }

        private static bool Odd(double x) => Math.Floor(x) - 2 * Math.Floor(x / 2) == 1;

        private static bool Dot(double x, double y)
        {
            var (dx, dy) = (x - Math.Floor(x) - 0.5, y - Math.Floor(y) - 0.5);
            return dx * dx + dy * dy < 0.1;
        }
    }
}
