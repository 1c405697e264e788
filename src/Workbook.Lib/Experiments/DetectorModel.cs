using System.Runtime.Serialization;

namespace Workbook.Experiments;

/// <summary>A detector of the paper.</summary>
/// <param name="Framework">Its stages.</param>
/// <param name="Depth">Layers of its ResNet: 50 or 101.</param>
/// <param name="Features">What its heads look at.</param>
public sealed record DetectorModel(DetectorFramework Framework, int Depth, DetectorFeatures Features)
{
    /// <summary>The framework's name in the paper.</summary>
    internal string FrameworkName => Framework == DetectorFramework.MaskRcnn ? "Mask R-CNN" : "Cascade Mask R-CNN";

    /// <summary>The backbone's name in the paper: <c>R-50-FPN</c>.</summary>
    internal string Backbone => FormattableString.Invariant($"R-{Depth}-{(Features == DetectorFeatures.Pyramid ? "FPN" : "C4")}");

    /// <summary>In lower case: <c>mask-r50-fpn</c>.</summary>
    internal string Slug => FormattableString.Invariant(
        $"{(Framework == DetectorFramework.MaskRcnn ? "mask" : "cascade")}-r{Depth}-{(Features == DetectorFeatures.Pyramid ? "fpn" : "c4")}");
}

/// <summary>How often boxes are refined.</summary>
public enum DetectorFramework
{
    /// <summary>Once: Mask R-CNN, or Faster R-CNN where the data have no masks.</summary>
    [EnumMember(Value = "mask-rcnn")]
    MaskRcnn,

    /// <summary>Three times: Cascade Mask R-CNN.</summary>
    [EnumMember(Value = "cascade-mask-rcnn")]
    CascadeMaskRcnn,
}

/// <summary>Feature maps that proposals and heads use.</summary>
public enum DetectorFeatures
{
    /// <summary>P2 to P6 of a feature pyramid.</summary>
    [EnumMember(Value = "pyramid")]
    Pyramid,

    /// <summary>The fourth stage's map; the heads share the fifth stage.</summary>
    [EnumMember(Value = "c4")]
    C4,
}
