namespace Workbook.Models.Backbones;

/// <summary>A set of a residual network's stages; Cn halves the resolution n times.</summary>
[Flags]
public enum ResNetStages
{
    /// <summary>No stage.</summary>
    None = 0,

    /// <summary>layer1, stride 4.</summary>
    C2 = 1,

    /// <summary>layer2, stride 8.</summary>
    C3 = 2,

    /// <summary>layer3, stride 16.</summary>
    C4 = 4,

    /// <summary>layer4, stride 32.</summary>
    C5 = 8,
}
