namespace Workbook.Data.Synthetic;

/// <summary>What a file of annotations has to say of an image.</summary>
/// <param name="FileName">Without folder.</param>
/// <param name="Plan">What it was to show.</param>
/// <param name="Objects">What it shows, from back to front; also what is not annotated.</param>
internal sealed record SyntheticImage(string FileName, ImagePlan Plan, IReadOnlyList<SyntheticObject> Objects)
{
    public IEnumerable<SyntheticObject> Annotated => Objects.Where(item => item.Plan.IsAnnotated);
}
