namespace Workbook.Data.Weights;

/// <summary>A tensor that the module has in another shape.</summary>
/// <param name="Name">Name in the module.</param>
/// <param name="Source">Name in the file.</param>
/// <param name="Got">Shape in the file, after the name map's conversion.</param>
/// <param name="Expected">Shape in the module.</param>
public sealed record ShapeMismatch(string Name, string Source, IReadOnlyList<long> Got, IReadOnlyList<long> Expected)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Name}{(Source == Name ? "" : $" (from {Source})")}: got {TensorShape.Text([.. Got])}, expected {TensorShape.Text([.. Expected])}";
}
