namespace Workbook.Models.Backbones;

/// <summary>
/// A residual network of He et al. 2016 or its aggregated form ResNeXt (Xie et al. 2017). Stages are numbered as feature maps are: stage 1 is
/// the stem, stages 2 to 5 (layer1 to layer4) make C2 to C5.
/// </summary>
public sealed record ResNetConfig
{
    /// <summary>ResNet-50 as detectors use it: frozen norms, stem and C2 frozen.</summary>
    public static ResNetConfig ResNet50 { get; } = new() { Depth = 50 };

    /// <summary>ResNet-101 as detectors use it: frozen norms, stem and C2 frozen.</summary>
    public static ResNetConfig ResNet101 { get; } = new() { Depth = 101 };

    /// <summary>ResNeXt-101 of 64 groups of width 4, as detectors use it.</summary>
    public static ResNetConfig ResNeXt101x64x4d { get; } = new() { Depth = 101, Groups = 64, WidthPerGroup = 4 };

    /// <summary>
    /// ResNet-10, one basic block a stage, everything trained: the ImageNet-LT network of Liu et al. 2019 (OpenLongTailRecognition-OLTR,
    /// models/ResNetFeature.py).
    /// </summary>
    public static ResNetConfig ResNet10 { get; } = new() { Depth = 10, Norm = NormKind.Batch, FreezeAt = 0 };

    /// <summary>Layers with weights: 10, 18 and 34 have basic blocks, 50, 101 and 152 bottlenecks.</summary>
    public required int Depth { get; init; }

    /// <summary>Groups of a bottleneck's 3x3 convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Channels of a group in stage 2, where the network has 64 planes.</summary>
    public int WidthPerGroup { get; init; } = 64;

    /// <summary>Factor on all channel numbers, rounded to multiples of 8: 1 is the published network, less is thinner.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>Normalisation of the stages that are not frozen.</summary>
    public NormKind Norm { get; init; } = NormKind.Frozen;

    /// <summary>
    /// Stages 1 to this one are not trained and have <see cref="NormKind.Frozen"/> norms; 0 trains everything. Detectron2's FREEZE_AT, 5 less
    /// torchvision's trainable layers.
    /// </summary>
    public int FreezeAt { get; init; } = 2;

    /// <summary>The last stage of the network: 5, or 4 for a detector on C4.</summary>
    public int LastStage { get; init; } = 5;

    /// <summary>
    /// Whether a stage's stride of 2 is in its first bottleneck's 1x1 convolution, as in He et al. 2016 and weights from Caffe2 (MSRA); false:
    /// in the 3x3 convolution, as torchvision has it.
    /// </summary>
    public bool StrideIn1x1 { get; init; }

    /// <summary>The deformable convolution of <see cref="DeformableStages"/>.</summary>
    public DeformableKind Deformable { get; init; } = DeformableKind.None;

    /// <summary>Stages whose 3x3 convolutions are deformable where <see cref="Deformable"/> is one: C3 to C5 in Zhu et al. 2019.</summary>
    public ResNetStages DeformableStages { get; init; } = ResNetStages.C3 | ResNetStages.C4 | ResNetStages.C5;

    /// <summary>Groups of channels with offsets of their own in a deformable convolution.</summary>
    public int DeformableGroups { get; init; } = 1;

    internal bool HasBottlenecks => Depth >= 50;

    /// <summary>Channels of the stem's output.</summary>
    internal long StemChannels => Planes(2);

    /// <summary>Channels of the map that a stage, 2 to 5, makes.</summary>
    internal long Channels(int stage) => Planes(stage) * (HasBottlenecks ? 4 : 1);

    /// <summary>Channels of a stage's input.</summary>
    internal long Inputs(int stage) => stage == 2 ? StemChannels : Channels(stage - 1);

    /// <summary>Channels of a stage's narrow convolutions before groups: 64, 128, 256, 512 in the published networks.</summary>
    internal long Planes(int stage) => Rounded((64 << (stage - 2)) * WidthMultiplier);

    /// <summary>Channels of a bottleneck's 3x3 convolution.</summary>
    internal long Width(int stage) => Math.Max(1, (long)(Planes(stage) * (WidthPerGroup / 64.0))) * Groups;

    internal int Blocks(int stage) => Depth switch
    {
        10 => 1,
        18 => 2,
        34 or 50 => stage switch { 2 => 3, 3 => 4, 4 => 6, _ => 3 },
        101 => stage switch { 2 => 3, 3 => 4, 4 => 23, _ => 3 },
        152 => stage switch { 2 => 3, 3 => 8, 4 => 36, _ => 3 },
        _ => throw new ArgumentOutOfRangeException(nameof(stage), Depth, $"{nameof(ResNetConfig)}: expected a depth of 10, 18, 34, 50, 101 or 152, got {Depth}."),
    };

    internal DeformableKind DeformableOf(int stage) =>
        DeformableStages.HasFlag((ResNetStages)(1 << (stage - 2))) ? Deformable : DeformableKind.None;

    /// <exception cref="ArgumentException">A property is out of its range.</exception>
    internal void Validate()
    {
        Demand(Depth is 10 or 18 or 34 or 50 or 101 or 152, nameof(Depth), Depth, "10, 18, 34, 50, 101 or 152");
        Demand(WidthMultiplier is > 0 and <= 16, nameof(WidthMultiplier), WidthMultiplier, "a number in (0, 16]");
        Demand(Groups >= 1, nameof(Groups), Groups, "1 or more");
        Demand(WidthPerGroup >= 1, nameof(WidthPerGroup), WidthPerGroup, "1 or more");
        Demand(FreezeAt is >= 0 and <= 5, nameof(FreezeAt), FreezeAt, "0 to 5");
        Demand(LastStage is >= 2 and <= 5, nameof(LastStage), LastStage, "2 to 5");
        Demand(DeformableGroups >= 1, nameof(DeformableGroups), DeformableGroups, "1 or more");
        Demand(
            HasBottlenecks || (Groups == 1 && WidthPerGroup == 64 && !StrideIn1x1 && Deformable == DeformableKind.None),
            nameof(Depth), Depth, "50 or more with groups, widths of groups, a stride in 1x1 or deformable convolutions, which basic blocks lack");
    }

    private static void Demand(bool holds, string property, IFormattable value, string expected)
    {
        if (!holds)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(ResNetConfig)}.{property}: expected {expected}, got {value}."), property);
    }

    private static long Rounded(double channels) => Math.Max(8, 8 * (long)Math.Round(channels / 8));
}
