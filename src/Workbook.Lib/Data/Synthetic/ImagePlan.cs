namespace Workbook.Data.Synthetic;

/// <summary>What an image is to show and to say, before it is drawn. Categories are indices.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Objects">From back to front.</param>
/// <param name="Negative">Categories that are listed to be absent, and are.</param>
/// <param name="NotExhaustive">Annotated categories with an object that is not annotated.</param>
/// <param name="FamilyOnly">Open Images: categories whose objects are annotated as their family.</param>
internal sealed record ImagePlan(
    int Width, int Height, IReadOnlyList<PlannedObject> Objects, IReadOnlyList<int> Negative, IReadOnlyList<int> NotExhaustive,
    IReadOnlySet<int> FamilyOnly);
