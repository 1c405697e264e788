namespace Workbook.Data.Transforms;

/// <summary>
/// What a pre-trained backbone expects of pixels: (value / divisor - mean) / std a channel in float32, each step rounded as in the reference,
/// so that all 256 values of a channel agree to the bit.
/// </summary>
public sealed class PixelNormalisation
{
    private PixelNormalisation(bool isBgr, float divisor, float[] mean, float[] std) => (IsBgr, Divisor, Mean, Std) = (isBgr, divisor, mean, std);

    /// <summary>torchvision's models: RGB, divided by 255, then the mean and standard deviation of ImageNet.</summary>
    public static PixelNormalisation Torchvision { get; } = new(false, 255, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>detectron2's (MSRA's, in Caffe) models: BGR in 0..255, the mean of ImageNet taken off.</summary>
    public static PixelNormalisation Detectron2 { get; } = new(true, 1, [103.53f, 116.28f, 123.675f], [1, 1, 1]);

    /// <summary>Whether the planes are blue, green, red, in this order; else red, green, blue.</summary>
    public bool IsBgr { get; }

    internal float Divisor { get; }

    /// <summary>In the order of the planes.</summary>
    internal float[] Mean { get; }

    /// <summary>In the order of the planes.</summary>
    internal float[] Std { get; }
}
