namespace Workbook.Experiments;

/// <summary>Lengths of the shorter edge of images, in pixels: from one to another in equal steps.</summary>
/// <param name="Least">The shortest.</param>
/// <param name="Most">The longest.</param>
/// <param name="Step">From one to the next; above 0.</param>
public sealed record EdgeRange(int Least, int Most, int Step)
{
    /// <summary>Each length times a fraction.</summary>
    internal EdgeRange Scaled(int numerator, int denominator) => new(Least * numerator / denominator, Most * numerator / denominator, Step * numerator / denominator);

    /// <summary>All of them, ascending.</summary>
    internal IReadOnlyList<int> All => [.. Enumerable.Range(0, (Most - Least) / Step + 1).Select(i => Least + i * Step)];
}
