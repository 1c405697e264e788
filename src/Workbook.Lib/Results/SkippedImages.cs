namespace Workbook.Results;

/// <summary>Image files that a run left out because they were missing or could not be decoded, found since its last start.</summary>
/// <param name="Count">How many.</param>
/// <param name="Examples">The first of them in order of their paths, with what is wrong.</param>
public sealed record SkippedImages(int Count, IReadOnlyDictionary<string, string> Examples)
{
    private const int MostExamples = 20;

    /// <summary>Null where there are none.</summary>
    /// <param name="found">Path and fault of each, in order of the paths.</param>
    internal static SkippedImages? Of(IReadOnlyList<KeyValuePair<string, string>>? found) =>
        found is { Count: > 0 } ? new(found.Count, found.Take(MostExamples).ToDictionary()) : null;
}
