using System.Runtime.Serialization;

namespace Workbook.Experiments;

/// <summary>The backbones of the LVIS challenge (appendix A).</summary>
public enum ChallengeTrunk
{
    /// <summary>ResNeXt-101 of 64 groups of width 4.</summary>
    [EnumMember(Value = "x101")]
    ResNeXt101,

    /// <summary>SENet-154.</summary>
    [EnumMember(Value = "se154")]
    SENet154,
}
