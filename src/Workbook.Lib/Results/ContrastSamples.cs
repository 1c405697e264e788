using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>The numbers that a contrast is estimated from: what each row adds to it, seed by seed.</summary>
internal sealed class ContrastSamples
{
    private readonly Dictionary<string, SortedDictionary<int, double>> rows;

    private ContrastSamples(Dictionary<string, SortedDictionary<int, double>> rows)
    {
        this.rows = rows;
        if (rows.Values.Any(row => row.Count == 0))
            return;
        var shared = rows.Values.Select(row => row.Keys.AsEnumerable()).Aggregate((seeds, others) => seeds.Intersect(others)).ToArray();
        IsPaired = shared.Length > 1;
        Seeds = IsPaired ? [.. shared.Order()] : [.. rows.Values.SelectMany(row => row.Keys).Distinct().Order()];
        Estimate = IsPaired
            ? Results.Estimate.Of([.. shared.Select(seed => Results.Estimate.Rounded(rows.Values.Sum(row => row[seed])))])
            : Results.Estimate.OfSum([.. rows.Values.Select(row => row.Values.ToArray())]);
    }

    /// <summary>Whether all rows share at least two seeds; only these are then used.</summary>
    public bool IsPaired { get; }

    /// <summary>The seeds used, ascending; none where a row has no seed with all its metrics.</summary>
    public IReadOnlyList<int> Seeds { get; } = [];

    /// <summary>The mean and its interval; null where a row has no seed with all its metrics.</summary>
    public Estimate? Estimate { get; }

    /// <summary>Whether a row has no seed with all its metrics.</summary>
    public bool IsMissing(string row) => rows[row].Count == 0;

    /// <summary>The numbers of one metric in two sets of runs, by seed: the second minus the first.</summary>
    public static ContrastSamples Difference(IReadOnlyDictionary<int, double> first, IReadOnlyDictionary<int, double> second) => new(new()
    {
        ["first"] = new(first.ToDictionary(value => value.Key, value => -value.Value)),
        ["second"] = new(second.ToDictionary()),
    });

    public static ContrastSamples Of(Contrast contrast, IReadOnlyDictionary<string, RowResults> byId)
    {
        var rows = new Dictionary<string, SortedDictionary<int, double>>();
        foreach (var terms in contrast.Terms.GroupBy(term => term.Row))
        {
            var seeds = rows[terms.Key] = [];
            foreach (var record in byId[terms.Key].Records.Select(stored => stored.Record))
                if (terms.All(term => record.Metrics.ContainsKey(term.Metric)))
                    seeds[record.Spec.Seed] = terms.Sum(term => term.Coefficient * record.Metrics[term.Metric]);
        }
        return new ContrastSamples(rows);
    }
}
