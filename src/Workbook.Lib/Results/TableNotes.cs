using System.Globalization;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>The warnings that stand under a table.</summary>
internal static class TableNotes
{
    public static IEnumerable<string> Of(PaperTable table, Profile profile, IReadOnlyList<RowResults> rows)
    {
        var measured = rows.Where(row => row.Records.Count > 0).ToArray();
        if (profile == Profile.Smoke && measured.Length > 0)
            yield return "Smoke runs only show that everything runs: their numbers mean nothing.";
        foreach (var data in measured.Where(row => row.IsSynthetic).Select(row => row.Spec!.Data).DistinctBy(data => data.Name))
            yield return $"SYNTHETIC data ({data.Name}): {Sentence(data.Description)} Its accuracies cannot be held against the published ones, so no difference is given.";
        foreach (var (what, values) in Facets(measured))
            if (values.Length > 1)
                yield return $"Rows differ in {what} ({string.Join("; ", values)}): compare them with care.";
        if (measured.Any(row => row.IsOtherCode))
            yield return "Rows marked \"other code\" were produced by another version of the training code; \"explain\" says which.";
        var single = measured.Where(row => row.Records.Count == 1).ToArray();
        if (single.Length > 0)
            yield return single.Length == measured.Length ? "One seed only, so no spread." : $"One seed only, so no spread: {Names(single)}.";
        if (measured.Select(row => row.Records.Count).Distinct().Count() > 1)
            yield return "Rows differ in their number of seeds.";
        foreach (var row in rows.Where(row => row.DivergedSeeds.Count > 0))
            yield return $"Diverged and left out of the mean: {row.Row.Label}, seed {string.Join(", ", row.DivergedSeeds)}.";
        var missing = rows.Where(row => row.Row.Experiment is not null && row.Records.Count == 0 && row.DivergedSeeds.Count == 0).ToArray();
        if (measured.Length == 0)
            yield return "No run of this table is recorded at this profile.";
        else if (missing.Length > 0)
            yield return $"Not run at this profile: {Names(missing)}.";
        foreach (var source in rows.Select(row => row.Row.CopiedFrom).OfType<string>().Distinct())
            yield return $"The paper copied the published numbers of {Names(rows.Where(row => row.Row.CopiedFrom == source))} from {source}: another recipe, so no difference is given.";
        foreach (var row in rows.Where(row => row.Row.Note is not null))
            yield return $"{row.Row.Label}: {row.Row.Note}";
        foreach (var note in table.Notes)
            yield return note;
    }

    /// <summary>The profile, with its iterations beside the paper's.</summary>
    public static string Scale(Profile profile, IReadOnlyList<RowResults> rows)
    {
        var scales = rows.Where(row => row.Iterations is not null).Select(row => (row.Iterations, row.PaperIterations)).Distinct().Select(scale =>
            string.Create(CultureInfo.InvariantCulture, $"{scale.Iterations:N0} of the paper's {scale.PaperIterations:N0} iterations"));
        return $"Profile {profile.ToString().ToLowerInvariant()}: {string.Join(", ", scales)}.";
    }

    private static IEnumerable<(string What, string[] Values)> Facets(RowResults[] rows)
    {
        string[] Distinct(Func<RunSpec, string> facet) => [.. rows.Select(row => facet(row.Spec!)).Distinct()];
        yield return ("data", Distinct(spec => spec.Data.Name));
        yield return ("device", Distinct(spec => spec.Device));
        yield return ("libtorch", Distinct(spec => spec.Libtorch));
        yield return ("training code", Distinct(spec => spec.TrainingCode));
    }

    private static string Names(IEnumerable<RowResults> rows) => string.Join("; ", rows.Select(row => row.Row.Label));

    private static string Sentence(string text) => text.TrimEnd('.') + ".";
}
