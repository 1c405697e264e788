namespace Workbook.Data.Synthetic;

/// <summary>An object that an image is to show.</summary>
/// <param name="Category">Index.</param>
/// <param name="IsAnnotated">Whether it gets an annotation.</param>
/// <param name="IsRequired">Whether the image is to be laid out anew where it finds no room; otherwise it is left out.</param>
/// <param name="Figures">1, or the number of touching instances of a group.</param>
internal readonly record struct PlannedObject(int Category, bool IsAnnotated, bool IsRequired, int Figures = 1)
{
    public bool IsGroup => Figures > 1;
}
