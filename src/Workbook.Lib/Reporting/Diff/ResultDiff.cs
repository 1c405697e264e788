using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting.Diff;

/// <summary>In what two sets of results differ: rows with their metrics, verdicts, settings and machines, and what only one of them has.</summary>
public sealed class ResultDiff
{
    // No part of what a run gave.
    private static readonly string[] OfTheAttempt = ["started", "ended", "wallSeconds", "environment", "predictions", "metrics"];

    private ResultDiff(ResultSet a, ResultSet b)
    {
        (A, B) = (a, b);
        var (inA, inB) = (Tables(a), Tables(b));
        var rows = inA.Zip(inB).SelectMany(pair => pair.First.Rows.Zip(pair.Second.Rows, (one, other) => (Reference: new RowReference(pair.First.Table.Id, one.Row.Id), A: one, B: other)))
            .Where(row => row.A.Records.Count + row.B.Records.Count > 0)
            .GroupBy(row => string.Join('|', [.. row.A.Records.Select(stored => stored.Path), "", .. row.B.Records.Select(stored => stored.Path)]))
            .Select(same => (Rows: same.Select(row => row.Reference).ToArray(), same.First().A, same.First().B))
            .ToArray();
        Rows = [.. rows.Where(row => row.A.Records.Count > 0 && row.B.Records.Count > 0).Select(row => new RowDifference(row.Rows, row.A, row.B))];
        OnlyInA = [.. rows.Where(row => row.B.Records.Count == 0).Select(row => Only(row.Rows, row.A)), .. Others(a, b, rows.SelectMany(row => row.A.Records))];
        OnlyInB = [.. rows.Where(row => row.A.Records.Count == 0).Select(row => Only(row.Rows, row.B)), .. Others(b, a, rows.SelectMany(row => row.B.Records))];
        Verdicts =
        [
            .. from pair in inA.Zip(inB)
               where HasRuns(pair.First) && HasRuns(pair.Second)
               from claim in pair.First.Claims.Zip(pair.Second.Claims)
               where claim.First.Verdict != claim.Second.Verdict
               select (pair.First.Table.Id, claim.First, claim.Second),
        ];
        Contents = a.IsWhole && b.IsWhole ? [.. OtherContents(a, b)] : [];
    }

    /// <summary>The first set.</summary>
    public ResultSet A { get; }

    /// <summary>The second.</summary>
    public ResultSet B { get; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsSame => OnlyInA.Count + OnlyInB.Count + Verdicts.Count + Contents.Count == 0 && Rows.All(row => !row.Differs && row.Settings.Count == 0);

    /// <summary>The rows that both have runs of.</summary>
    internal IReadOnlyList<RowDifference> Rows { get; }

    /// <summary>Rows and other runs that only the first has, in words.</summary>
    internal IReadOnlyList<string> OnlyInA { get; }

    /// <summary>Rows and other runs that only the second has, in words.</summary>
    internal IReadOnlyList<string> OnlyInB { get; }

    /// <summary>Claims with another verdict, of tables that both have runs of.</summary>
    internal IReadOnlyList<(string Table, ClaimResult A, ClaimResult B)> Verdicts { get; }

    /// <summary>Runs of one identity with other curves, classes or examples, in words.</summary>
    internal IReadOnlyList<string> Contents { get; }

    /// <summary>Compares.</summary>
    public static ResultDiff Between(ResultSet a, ResultSet b) => new(a, b);

    /// <summary>The differences in lines, for people.</summary>
    public IEnumerable<string> Lines() => DiffText.Lines(this);

    private static TableReport[] Tables(ResultSet set) =>
        [.. PaperTables.All.Select(table => TableReport.Build(table, set.Profile, new StoreContent(set.Records, []), TrainingCode.Versions))];

    private static bool HasRuns(TableReport table) => table.Rows.Any(row => row.Records.Count > 0);

    private static string Only(RowReference[] rows, RowResults results) =>
        $"{string.Join("; ", rows.AsEnumerable())} ({DiffText.Seeds(results.Records.Select(stored => stored.Record.Spec.Seed))})";

    // Runs that no row shows: backbones, records of other data, device or code.
    private static IEnumerable<string> Others(ResultSet set, ResultSet other, IEnumerable<StoredRecord> shown)
    {
        var known = other.Records.Select(stored => stored.Identity).Concat(shown.Select(stored => stored.Identity)).ToHashSet();
        return set.IsWhole && other.IsWhole
            ? set.Records.Where(stored => !known.Contains(stored.Identity)).Select(stored => Path.GetFileName(stored.Path))
            : [];
    }

    private static IEnumerable<string> OtherContents(ResultSet a, ResultSet b)
    {
        var inB = b.Records.ToLookup(stored => stored.Identity);
        foreach (var one in a.Records)
            if (inB[one.Identity].FirstOrDefault() is { } other)
            {
                var (before, after) = (RecordJson.ToJson(one.Record), RecordJson.ToJson(other.Record));
                string[] fields =
                [
                    .. before.Properties().Concat(after.Properties()).Select(property => property.Name).Distinct().Except(OfTheAttempt)
                        .Where(name => !Newtonsoft.Json.Linq.JToken.DeepEquals(before[name], after[name])),
                ];
                if (fields.Length > 0)
                    yield return $"{Path.GetFileName(one.Path)}: {string.Join(", ", fields)}";
            }
    }
}
