using Workbook.Ops;

namespace Workbook.Models;

/// <summary>Settings of the box and mask heads; the defaults are torchvision's (0.14) save where the paper names others.</summary>
public sealed record RoiHeadsConfig
{
    /// <summary>Refinements of the boxes, one after the other.</summary>
    public IReadOnlyList<BoxStage> Stages { get; init; } = BoxStage.MaskRcnn;

    /// <summary>Proposals to learn from, an image: 512, a quarter of them objects.</summary>
    public BalancedSampling Sampling { get; init; } = new(512, 0.25);

    /// <summary>How features are pooled for boxes.</summary>
    public PyramidRoiAlign BoxPooling { get; init; } = new(7, 2, IsAligned: false);

    /// <summary>How features are pooled for masks.</summary>
    public PyramidRoiAlign MaskPooling { get; init; } = new(14, 2, IsAligned: false);

    /// <summary>Outputs of the two fully connected layers.</summary>
    public long BoxFeatures { get; init; } = 1024;

    /// <summary>Channels of the mask head.</summary>
    public long MaskChannels { get; init; } = 256;

    /// <summary>Convolutions of the mask head.</summary>
    public int MaskLayers { get; init; } = 4;

    /// <summary>Whether there is one box for all categories, as in a cascade.</summary>
    public bool IsBoxClassAgnostic { get; init; }

    /// <summary>Whether masks are predicted; without, the detector is a Faster R-CNN.</summary>
    public bool HasMasks { get; init; } = true;

    /// <summary>Whether there is one mask for all categories: the paper's.</summary>
    public bool IsMaskClassAgnostic { get; init; } = true;

    /// <summary>Where the smooth L1 loss becomes linear.</summary>
    public double SmoothL1Beta { get; init; } = 1.0 / 9;

    /// <summary>Detections with a larger score are looked at: 0.0 for LVIS.</summary>
    public double LeastScore { get; init; }

    /// <summary>Largest intersection over union of two detections of one category.</summary>
    public double Suppression { get; init; } = 0.5;

    /// <summary>Detections of an image.</summary>
    public int DetectionsPerImage { get; init; } = 300;
}
