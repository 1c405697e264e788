using System.Globalization;
using Workbook.Results;

namespace Workbook.Reporting.Diff;

/// <summary>A difference of results in lines, in the invariant culture.</summary>
internal static class DiffText
{
    private const int MostRowsNamed = 3;

    public static IEnumerable<string> Lines(ResultDiff diff)
    {
        yield return Set("A", diff.A);
        yield return Set("B", diff.B);
        if (diff.IsSame)
        {
            yield return FormattableString.Invariant($"No difference in {diff.Rows.Count} {(diff.Rows.Count == 1 ? "row" : "rows")}: numbers, settings, machines and verdicts are the same.");
            yield break;
        }
        var sections = new (string Title, IEnumerable<string> Lines)[]
        {
            ("Numbers, B minus A with its 95 % interval", diff.Rows.Where(row => row.Differs).SelectMany(Row)),
            ("Verdicts", diff.Verdicts.Select(verdict =>
                $"{verdict.Table} {verdict.A.Claim.Id}: {VerdictText.Of(verdict.A.Verdict)} in A, {VerdictText.Of(verdict.B.Verdict)} in B. {verdict.B.Reason}")),
            ("Settings and machines", Settings(diff)),
            ("Only in A", diff.OnlyInA),
            ("Only in B", diff.OnlyInB),
            ("Runs of one identity that are not the same in", diff.Contents),
        };
        foreach (var (title, lines) in sections)
        {
            var any = false;
            foreach (var line in lines)
            {
                if (!any)
                {
                    yield return "";
                    yield return title;
                }
                any = true;
                yield return "  " + line;
            }
        }
        yield return "";
        yield return FormattableString.Invariant($"Rows that differ in numbers: {diff.Rows.Count(row => row.Differs)} of {diff.Rows.Count}.");
    }

    private static string Set(string name, ResultSet set) =>
        FormattableString.Invariant($"{name}  {set.Name}: {set.Profile.ToString().ToLowerInvariant()}, {set.Records.Count} runs");

    private static IEnumerable<string> Row(RowDifference row)
    {
        yield return string.Join("; ", row.Rows);
        foreach (var metric in row.Metrics)
            yield return $"  {metric.Metric,-9} A {Values(metric.A),-32} B {Values(metric.B),-32} {Difference(metric.Samples)}".TrimEnd();
        if (row.DivergesElsewhere)
            yield return $"  diverged  A {Seeds(row.A.DivergedSeeds),-32} B {Seeds(row.B.DivergedSeeds)}";
    }

    private static string Values(SortedDictionary<int, double> values)
    {
        if (values.Count == 0)
            return "none";
        var estimate = Estimate.Of([.. values.Values]);
        var spread = estimate.Deviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $" ± {deviation:F2}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:F2}{spread} ({Seeds(values.Keys)})");
    }

    private static string Difference(ContrastSamples samples) => samples.Estimate is not { } estimate ? ""
        : SignedText.Of(estimate.Mean, estimate.Lower, estimate.Upper)
            + (samples.IsPaired ? FormattableString.Invariant($", {samples.Seeds.Count} paired seeds") : estimate.Lower is null ? ", too few seeds for an interval" : ", unpaired");

    /// <summary><c>seed 0</c>, <c>seeds 0, 1</c>, or <c>none</c>.</summary>
    public static string Seeds(IEnumerable<int> seeds) => seeds.ToArray() switch
    {
        [] => "none",
        [var one] => FormattableString.Invariant($"seed {one}"),
        var several => $"seeds {string.Join(", ", several)}",
    };

    // Each setting once, with the rows that it is of.
    private static IEnumerable<string> Settings(ResultDiff diff) =>
        from row in diff.Rows
        from field in row.Settings
        group row by field into same
        orderby same.Key.Field
        let rows = same.ToArray()
        let names = rows.Length == diff.Rows.Count ? "every row"
            : string.Join("; ", rows.Take(MostRowsNamed).Select(row => row.Rows[0])) + (rows.Length > MostRowsNamed ? FormattableString.Invariant($" and {rows.Length - MostRowsNamed} more") : "")
        select $"{same.Key.Field}: {same.Key.Recorded} in A, {same.Key.Now} in B ({names})";
}
