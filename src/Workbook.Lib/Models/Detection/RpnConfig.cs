using Workbook.Ops;

namespace Workbook.Models;

/// <summary>Settings of a region proposal network; the defaults are torchvision's (0.14) and the paper's references'.</summary>
public sealed record RpnConfig
{
    /// <summary>The reference boxes.</summary>
    public AnchorGrid Anchors { get; init; } = AnchorGrid.Pyramid;

    /// <summary>Anchors to learn from, an image: 256, half of them objects.</summary>
    public BalancedSampling Sampling { get; init; } = new(256, 0.5);

    /// <summary>Background below 0.3, an object from 0.7.</summary>
    public BoxMatching Matching { get; init; } = new(0.3, 0.7, AllowsLowQuality: true);

    /// <summary>Anchors of each level that are looked at: training, inference.</summary>
    public (int Training, int Inference) BeforeSuppression { get; init; } = (2000, 1000);

    /// <summary>Proposals of each image: training, inference.</summary>
    public (int Training, int Inference) AfterSuppression { get; init; } = (2000, 1000);

    /// <summary>Largest intersection over union of two proposals of one level.</summary>
    public double Suppression { get; init; } = 0.7;

    /// <summary>Shortest side of a proposal, in pixels.</summary>
    public double LeastSide { get; init; } = 1e-3;

    /// <summary>Where the smooth L1 loss becomes linear.</summary>
    public double SmoothL1Beta { get; init; } = 1.0 / 9;
}
