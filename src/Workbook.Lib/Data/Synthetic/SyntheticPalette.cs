namespace Workbook.Data.Synthetic;

/// <summary>The colour pairs of synthetic categories.</summary>
internal enum SyntheticPalette
{
    Warm,
    Cool,
    Green,
    Violet,
}
