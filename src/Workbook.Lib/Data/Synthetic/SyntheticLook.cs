namespace Workbook.Data.Synthetic;

/// <summary>How the images of a source look: sizes of objects and the camera's colours and grain.</summary>
/// <param name="LargestRadius">Of an object among few, as a share of the shorter side.</param>
/// <param name="Saturation">1 leaves colours as they are, 0 makes them grey.</param>
/// <param name="Tint">Factors on red, green and blue.</param>
/// <param name="Noise">Factor on the grain.</param>
internal sealed record SyntheticLook(double LargestRadius, double Saturation, Rgb Tint, double Noise)
{
    /// <summary>Of the sets of <see cref="SyntheticDetection"/>.</summary>
    public static SyntheticLook Plain { get; } = new(0.3, 1, new Rgb(1, 1, 1), 1);

    /// <summary>The colour that the camera gives; its own, to the bit, for <see cref="Plain"/>.</summary>
    public Rgb Of(Rgb colour)
    {
        var grey = (colour.R + colour.G + colour.B) / 3;
        return new Rgb(Channel(colour.R, Tint.R), Channel(colour.G, Tint.G), Channel(colour.B, Tint.B));

        double Channel(double value, double tint) => (value + (1 - Saturation) * (grey - value)) * tint;
    }
}
