namespace Workbook.Models;

/// <summary>Settings of a detector apart from its backbone.</summary>
public sealed record MaskRcnnConfig
{
    /// <summary>Number of categories, K, without background.</summary>
    public required long Classes { get; init; }

    /// <summary>Channels of every level of the feature pyramid.</summary>
    public long PyramidChannels { get; init; } = 256;

    /// <summary>The region proposal network.</summary>
    public RpnConfig Rpn { get; init; } = new();

    /// <summary>The box and mask heads.</summary>
    public RoiHeadsConfig Heads { get; init; } = new();

    /// <summary>The same detector with its channel numbers scaled, as <see cref="Backbones.ResNetConfig.WidthMultiplier"/> scales a backbone's.</summary>
    /// <param name="width">Above 0; 1 changes nothing.</param>
    public MaskRcnnConfig Thin(double width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        long Scaled(long channels) => Math.Max(8, 8 * (long)Math.Round(channels * width / 8));
        return this with
        {
            PyramidChannels = Scaled(PyramidChannels),
            Heads = Heads with { BoxFeatures = Scaled(Heads.BoxFeatures), MaskChannels = Scaled(Heads.MaskChannels) },
        };
    }
}
