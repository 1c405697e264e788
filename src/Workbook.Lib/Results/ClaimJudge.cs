using System.Globalization;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>Judges the claims of a table by its rows; the rule is that of <see cref="Verdict"/>.</summary>
internal static class ClaimJudge
{
    /// <summary>The result of each claim of the table, in its order.</summary>
    public static IReadOnlyList<ClaimResult> Judge(PaperTable table, Profile profile, IReadOnlyList<RowResults> rows)
    {
        var byId = rows.ToDictionary(row => row.Row.Id);
        return [.. table.Claims.Select(claim => new ClaimResult(claim, [.. claim.Contrasts.Select(contrast => Judge(claim, contrast, profile, byId))]))];
    }

    private static ContrastResult Judge(Claim claim, Contrast contrast, Profile profile, Dictionary<string, RowResults> byId)
    {
        var rows = contrast.Rows.Select(id => byId[id]).ToArray();
        var synthetic = rows.Any(row => row.IsSynthetic);
        var result = new ContrastResult
        {
            Contrast = contrast,
            Verdict = Verdict.NotComparable,
            Clause = Incomparable(profile, rows) ?? "",
            Published = Published(contrast, byId),
            IsPublishedCopied = rows.Any(row => row.Row.CopiedFrom is not null),
            IsSynthetic = synthetic,
        };
        if (result.Clause.Length > 0)
            return result;

        var samples = ContrastSamples.Of(contrast, byId);
        var estimate = samples.Estimate;
        var (verdict, clause) = Unscaled(claim, profile, synthetic) is { } unscaled ? (Verdict.NotComparable, unscaled)
            : Incomplete(contrast, rows, samples) is { } incomplete ? (Verdict.Inconclusive, incomplete)
            : ByInterval(contrast, samples.Estimate!);
        return result with
        {
            Verdict = verdict,
            Clause = synthetic ? $"on SYNTHETIC data, {clause}" : clause,
            Mean = estimate?.Mean,
            Deviation = estimate?.Deviation,
            Lower = estimate?.Lower,
            Upper = estimate?.Upper,
            Seeds = samples.Seeds,
            IsPaired = samples.IsPaired,
        };
    }

    private static string? Incomparable(Profile profile, RowResults[] rows)
    {
        if (profile == Profile.Smoke)
            return "smoke runs only show that everything runs";
        if (rows.FirstOrDefault(row => row.Row.Experiment is null) is { Row: var quoted })
            return $"the number of {quoted.Label} is quoted{(quoted.CopiedFrom is { } source ? $" from {source}" : "")}, of another recipe, and not trained here";
        return RowSettings.Differences(rows).ToArray() is { Length: > 0 } differences ? $"its rows differ in {string.Join(", ", differences)}" : null;
    }

    private static string? Unscaled(Claim claim, Profile profile, bool synthetic) =>
        !claim.NeedsPaperScale ? null
        : profile != Profile.Paper ? "the size of an effect can be judged only at profile paper"
        : synthetic ? "the size of an effect can be judged only on the paper's data"
        : null;

    private static string? Incomplete(Contrast contrast, RowResults[] rows, ContrastSamples samples)
    {
        if (rows.FirstOrDefault(row => row.DivergedSeeds.Count > 0) is { } diverged)
            return $"training of {diverged.Row.Label} diverged for seed {string.Join(", ", diverged.DivergedSeeds)}";
        if (rows.FirstOrDefault(row => row.Records.Count == 0) is { } missing)
            return $"no run of {missing.Row.Label} is recorded at this profile";
        if (samples.Estimate is null)
            return $"the runs of {rows.First(row => samples.IsMissing(row.Row.Id)).Row.Label} lack a metric "
                + $"({string.Join(", ", contrast.Terms.Select(term => term.Metric).Distinct())})";
        return samples.Estimate.Lower is null ? "there are fewer than two seeds of a row, so there is no interval" : null;
    }

    private static (Verdict Verdict, string Clause) ByInterval(Contrast contrast, Estimate estimate)
    {
        var (verdict, place) = estimate.Lower > contrast.Margin ? (Verdict.Reproduced, "lies above")
            : estimate.Upper <= contrast.Margin ? (Verdict.NotReproduced, "lies at or below")
            : (Verdict.Inconclusive, "spans");
        return (verdict, string.Create(CultureInfo.InvariantCulture, $"its 95 % interval {place} {contrast.Margin:0.##}"));
    }

    private static double? Published(Contrast contrast, Dictionary<string, RowResults> byId)
    {
        var values = contrast.Terms.Select(term => term.Coefficient * byId[term.Row].Row.Published.GetValueOrDefault(term.Metric)?.Value).ToArray();
        return values.All(value => value is not null) ? Estimate.Rounded(values.Sum()!.Value) : null;
    }
}
