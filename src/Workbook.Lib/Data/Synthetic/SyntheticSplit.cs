namespace Workbook.Data.Synthetic;

/// <summary>A split of a synthetic detection set.</summary>
public enum SyntheticSplit
{
    /// <summary>The long tail.</summary>
    Train,

    /// <summary>Enough images of every category to measure its average precision.</summary>
    Validation,

    /// <summary>As many again: a set of its own, see <see cref="SyntheticCompanion.Test"/>.</summary>
    Test,
}
