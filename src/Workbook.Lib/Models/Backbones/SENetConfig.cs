namespace Workbook.Models.Backbones;

/// <summary>
/// A squeeze-and-excitation network (Hu et al. 2018) in the form of SENet-154. Stages are numbered as feature maps are: stage 1 is the stem, stages
/// 2 to 5 make C2 to C5.
/// </summary>
public sealed record SENetConfig
{
    /// <summary>SENet-154 as detectors use it: frozen norms, stem and C2 frozen.</summary>
    public static SENetConfig SENet154 { get; } = new();

    /// <summary>Groups of a block's 3x3 convolution.</summary>
    public int Groups { get; init; } = 64;

    /// <summary>Factor by which the excitation narrows its channels.</summary>
    public int Reduction { get; init; } = 16;

    /// <summary>Factor on all channel numbers, rounded to multiples of 8: 1 is the published network. The groups must still divide them.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>Normalisation of the stages that are not frozen.</summary>
    public NormKind Norm { get; init; } = NormKind.Frozen;

    /// <summary>Stages 1 to this one are not trained and have <see cref="NormKind.Frozen"/> norms; 0 trains everything.</summary>
    public int FreezeAt { get; init; } = 2;

    /// <summary>Channels of a stage's first convolution are twice this, of its output four times.</summary>
    internal long Planes(int stage) => Math.Max(8, 8 * (long)Math.Round((64 << (stage - 2)) * WidthMultiplier / 8));

    internal static int Blocks(int stage) => stage switch { 2 => 3, 3 => 8, 4 => 36, _ => 3 };

    /// <exception cref="ArgumentException">A property is out of its range.</exception>
    internal void Validate()
    {
        Demand(WidthMultiplier is > 0 and <= 16, nameof(WidthMultiplier), WidthMultiplier, "a number in (0, 16]");
        Demand(Groups >= 1 && 2 * Planes(2) % Groups == 0, nameof(Groups), Groups, $"a divisor of {2 * Planes(2)} channels");
        Demand(Reduction >= 1 && 4 * Planes(2) % Reduction == 0, nameof(Reduction), Reduction, $"a divisor of {4 * Planes(2)} channels");
        Demand(FreezeAt is >= 0 and <= 5, nameof(FreezeAt), FreezeAt, "0 to 5");
    }

    private static void Demand(bool holds, string property, IFormattable value, string expected)
    {
        if (!holds)
            throw new ArgumentException(FormattableString.Invariant($"{nameof(SENetConfig)}.{property}: expected {expected}, got {value}."), property);
    }
}
