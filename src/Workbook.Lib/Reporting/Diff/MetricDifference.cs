using Workbook.Results;

namespace Workbook.Reporting.Diff;

/// <summary>A metric of a row in two sets of results.</summary>
/// <param name="Metric">Its id.</param>
/// <param name="A">Value by seed in the first.</param>
/// <param name="B">Value by seed in the second.</param>
internal sealed record MetricDifference(string Metric, SortedDictionary<int, double> A, SortedDictionary<int, double> B)
{
    /// <summary>Whether seeds and values are the same.</summary>
    public bool IsSame => A.SequenceEqual(B);

    /// <summary>The mean of B minus A with its interval, as claims have it: seed by seed where the two share at least two seeds, otherwise Welch's.</summary>
    public ContrastSamples Samples { get; } = ContrastSamples.Difference(A, B);

    /// <summary>From records of the two.</summary>
    public static MetricDifference Of(string metric, IReadOnlyList<StoredRecord> a, IReadOnlyList<StoredRecord> b) => new(metric, Values(metric, a), Values(metric, b));

    private static SortedDictionary<int, double> Values(string metric, IReadOnlyList<StoredRecord> records) => new(records
        .Where(stored => stored.Record.Metrics.ContainsKey(metric)).ToDictionary(stored => stored.Record.Spec.Seed, stored => stored.Record.Metrics[metric]));
}
