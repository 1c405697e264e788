namespace Workbook.Experiments;

/// <summary>A linear combination of measured numbers that a claim says is above a margin.</summary>
/// <param name="Label">Short name (<c>top-1, gamma 0.95, lambda 3e-3 over softmax</c>).</param>
/// <param name="Terms">What is added up; at least one term.</param>
/// <param name="Margin">The combination must be above this, in the unit of the metrics (percentage points).</param>
public sealed record Contrast(string Label, IReadOnlyList<ContrastTerm> Terms, double Margin = 0)
{
    /// <summary>Ids of the rows that the terms use, each once.</summary>
    internal IReadOnlyList<string> Rows => [.. Terms.Select(term => term.Row).Distinct()];

    /// <summary>How much one row has over another in a metric.</summary>
    public static Contrast Gain(string label, string row, string over, string metric, double margin = 0) =>
        new(label, [new ContrastTerm(1, row, metric), new ContrastTerm(-1, over, metric)], margin);

    /// <summary>How much more one row has over another in a metric than in a second metric.</summary>
    public static Contrast GainBeyond(string label, string row, string over, string metric, string beyond) => new(
        label,
        [new ContrastTerm(1, row, metric), new ContrastTerm(-1, over, metric), new ContrastTerm(-1, row, beyond), new ContrastTerm(1, over, beyond)]);
}
