namespace Workbook.Models.Backbones;

/// <summary>Which deformable convolution stands in place of a stage's 3x3 convolutions.</summary>
public enum DeformableKind
{
    /// <summary>None: plain convolutions.</summary>
    None,

    /// <summary>Learned offsets (Dai et al. 2017).</summary>
    V1,

    /// <summary>Learned offsets and a learned modulation in (0, 1) (Zhu et al. 2019).</summary>
    V2,
}
