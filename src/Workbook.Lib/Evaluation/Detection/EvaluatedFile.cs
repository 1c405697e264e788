using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>A file that an evaluation read.</summary>
/// <param name="Path">As it was given.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
/// <param name="Problems">What was wrong with it.</param>
public sealed record EvaluatedFile(string Path, string Sha256, DataProblems Problems);
