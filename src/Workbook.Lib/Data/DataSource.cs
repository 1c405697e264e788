namespace Workbook.Data;

/// <summary>Where images and labels come from, and the content hashes that a run's identity contains (its data manifest).</summary>
/// <param name="Name">Short name for tables, e.g. <c>CIFAR-100</c>.</param>
/// <param name="IsSynthetic">True where the images were drawn by a program; such numbers are never set beside published ones without saying
/// so.</param>
/// <param name="Description">One sentence for a reader.</param>
/// <param name="Sha256">File, content or selection name -> SHA-256 in lower-case hexadecimal.</param>
public sealed record DataSource(string Name, bool IsSynthetic, string Description, IReadOnlyDictionary<string, string> Sha256);
