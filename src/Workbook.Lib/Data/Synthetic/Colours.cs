namespace Workbook.Data.Synthetic;

/// <summary>Colours of the synthetic detection sets, in [0, 1].</summary>
internal static class Colours
{
    private const double Spread = 0.16;

    /// <summary>A pair of a palette: each channel off by up to 0.16, both brighter or darker together.</summary>
    public static (Rgb First, Rgb Second) Pair(SyntheticPalette palette, ref Rng rng)
    {
        var (first, second) = palette switch
        {
            SyntheticPalette.Warm => (new Rgb(0.84, 0.22, 0.12), new Rgb(0.98, 0.80, 0.30)),
            SyntheticPalette.Cool => (new Rgb(0.12, 0.26, 0.76), new Rgb(0.60, 0.88, 0.96)),
            SyntheticPalette.Green => (new Rgb(0.06, 0.40, 0.16), new Rgb(0.68, 0.90, 0.34)),
            _ => (new Rgb(0.44, 0.12, 0.56), new Rgb(0.97, 0.66, 0.82)),
        };
        var gain = 0.85 + 0.25 * rng.NextDouble();
        return (Near(first, gain, ref rng), Near(second, gain, ref rng));
    }

    /// <summary>A greyish colour for backgrounds, or a full one for clutter.</summary>
    /// <param name="saturation">0 for grey, 1 for any colour.</param>
    /// <param name="rng">Random numbers.</param>
    public static Rgb Any(double saturation, ref Rng rng)
    {
        var grey = 0.15 + 0.7 * rng.NextDouble();
        return new Rgb(Channel(ref rng), Channel(ref rng), Channel(ref rng));

        double Channel(ref Rng rng) => grey + saturation * (rng.NextDouble() - grey);
    }

    private static Rgb Near(Rgb colour, double gain, ref Rng rng)
    {
        return new Rgb(Channel(colour.R, ref rng), Channel(colour.G, ref rng), Channel(colour.B, ref rng));

        double Channel(double value, ref Rng rng) => Math.Clamp((value + Spread * (2 * rng.NextDouble() - 1)) * gain, 0, 1);
    }
}
