namespace Workbook.Data.Synthetic;

/// <summary>A split of a synthetic detection set.</summary>
public enum SyntheticSplit
{
    /// <summary>The long tail.</summary>
    Train,

    /// <summary>Enough images of every category to measure its average precision.</summary>
    Validation,
}
