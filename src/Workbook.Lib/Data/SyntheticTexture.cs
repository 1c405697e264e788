namespace Workbook.Data;

/// <summary>The surfaces of <see cref="SyntheticCifar"/>.</summary>
internal enum SyntheticTexture
{
    Plain,
    Striped,
    Checked,
    Dotted,
    Shaded,
}
