using Newtonsoft.Json.Linq;
using Workbook.Results;

namespace Workbook.Reporting.Diff;

/// <summary>One row of the tables in two sets of results, both of which have runs of it.</summary>
/// <param name="Rows">The row, in every table that has it.</param>
/// <param name="A">In the first set.</param>
/// <param name="B">In the second.</param>
internal sealed record RowDifference(IReadOnlyList<RowReference> Rows, RowResults A, RowResults B)
{
    /// <summary>The metrics that differ in a value or a seed: those of the table in its order, then others that records have.</summary>
    public IReadOnlyList<MetricDifference> Metrics { get; } =
    [
        .. A.Metrics.Select(metric => metric.Metric.Id).Union(A.Records.Concat(B.Records).SelectMany(stored => stored.Record.Metrics.Keys).Order(StringComparer.Ordinal))
            .Select(id => MetricDifference.Of(id, A.Records, B.Records)).Where(metric => !metric.IsSame),
    ];

    /// <summary>Seeds whose loss diverged in one of the sets, where these differ.</summary>
    public bool DivergesElsewhere => !A.DivergedSeeds.Order().SequenceEqual(B.DivergedSeeds.Order());

    /// <summary>Whether numbers differ.</summary>
    public bool Differs => Metrics.Count > 0 || DivergesElsewhere;

    /// <summary>The settings and machines that differ; the seed is none.</summary>
    public IReadOnlyList<FieldDifference> Settings => FieldDifference.Between(SettingsOf(A), SettingsOf(B));

    private static JObject SettingsOf(RowResults row)
    {
        var settings = RunSpec.Identifying(row.Records[0].Specification);
        settings.Remove("seed");
        // Runs of a row may be of several machines.
        settings["machine"] = new JObject(row.Records.SelectMany(stored => RecordJson.ToJson(stored.Record.Environment).Properties())
            .GroupBy(fact => fact.Name, fact => fact.Value.ToString())
            .Select(fact => new JProperty(fact.Key, string.Join("; ", fact.Distinct().Order(StringComparer.Ordinal)))));
        return settings;
    }
}
