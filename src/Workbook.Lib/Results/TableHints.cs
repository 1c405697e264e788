using System.Globalization;
using Workbook.Data.Detection;
using Workbook.Experiments;

namespace Workbook.Results;

/// <summary>The hints that stand under a table.</summary>
internal static class TableHints
{
    // Below either, a few objects decide the mean of a frequency group.
    private const int LeastCategories = 10;
    private const int LeastObjects = 50;

    public static IEnumerable<Hint> Of(PaperTable table, Profile profile, IReadOnlyList<RowResults> rows, IReadOnlyList<string> problems) =>
    [
        .. Meaning(profile, rows).Select(text => new Hint(HintSeverity.Warning, text)),
        .. problems.Select(text => new Hint(HintSeverity.Warning, text)),
        .. Seeds(rows).Select(text => new Hint(HintSeverity.Note, text)),
        .. Absence(rows).Select(text => new Hint(HintSeverity.Note, text)),
        .. Declared(table, rows).Select(text => new Hint(HintSeverity.Note, text)),
    ];

    /// <summary>The iterations of a profile beside the paper's.</summary>
    public static string Iterations(IReadOnlyList<RowResults> rows)
    {
        var scales = rows.Where(row => row.Iterations is not null).Select(row => (row.Iterations, row.PaperIterations)).Distinct().Select(scale =>
            string.Create(CultureInfo.InvariantCulture, $"{scale.Iterations:N0} of the paper's {scale.PaperIterations:N0} iterations"));
        return string.Join(", ", scales);
    }

    private static IEnumerable<string> Meaning(Profile profile, IReadOnlyList<RowResults> rows)
    {
        var measured = Measured(rows);
        if (profile == Profile.Smoke && measured.Length > 0)
            yield return "Smoke runs only show that everything runs: their numbers mean nothing.";
        foreach (var data in measured.Where(row => row.IsSynthetic).Select(row => row.Spec!.Data).DistinctBy(data => data.Name))
            yield return $"SYNTHETIC data ({data.Name}): {Sentence(data.Description)} "
                + "Its accuracies cannot be held against the published ones, so no difference is given.";
        foreach (var difference in RowSettings.Differences(measured))
            yield return $"Rows differ in {difference}: do not compare them.";
        var shares = measured.Where(IsShort).Select(row => 100.0 * row.Iterations!.Value / row.PaperIterations!.Value).ToArray();
        if (profile != Profile.Smoke && shares.Length > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Training is {(shares.Min() < 1 ? "less than 1" : $"{shares.Min():F0}")} % of the paper's: hold its rows against each other, not against the published numbers.");
        if (profile != Profile.Paper && OtherSettings(profile, measured) is { Length: > 0 } settings)
            yield return $"The profile differs from the paper also in {string.Join(", ", settings)}: both values stand under Settings in the report.";
        if (profile != Profile.Paper && measured.Any(row => row.Row.Experiment!.IsDetection))
            yield return "The learning rate is three times what is in proportion to the batch size, for every row, and each frequency threshold is the one with the paper's tail ratio.";
        if (measured.Any(row => row.Spec?.Experiment is ClassificationExperiment { Data: SyntheticImageNetLt }))
            yield return "A class stands for the class of ImageNet-LT at its rank: by that one's training images it is many-, medium- or few-shot, and lambda parts the same ranks.";
        foreach (var (row, skipped) in measured.SelectMany(row => row.Records, (row, stored) => (row, stored.Record.SkippedImages)).Where(run => run.SkippedImages is not null).DistinctBy(run => run.row))
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{skipped!.Count} image files were missing or damaged and left out in {row.Row.Label}, first {skipped.Examples.Keys.First()}: see the record.");
        foreach (var group in measured.SelectMany(row => row.Records).SelectMany(stored => SmallGroups(stored.Record.Categories)).Distinct())
            yield return group;
        foreach (var row in measured.Where(row => row.Metrics.All(metric => metric.Deviation == 0)))
            yield return $"All seeds of {row.Row.Label} gave the same numbers: does the seed reach the training?";
        foreach (var row in rows.Where(row => row.DivergedSeeds.Count > 0))
            yield return $"Diverged and left out of the mean: {row.Row.Label}, seed {Seeds(row.DivergedSeeds)}.";
    }

    private static IEnumerable<string> Seeds(IReadOnlyList<RowResults> rows)
    {
        var measured = Measured(rows);
        if (measured.Any(row => row.IsOtherCode))
            yield return "Rows marked \"other code\" were produced by another version of the training code; \"explain\" says which.";
        var single = measured.Where(row => row.Records.Count == 1).ToArray();
        if (single.Length > 0)
            yield return single.Length == measured.Length ? "One seed only, so no spread." : $"One seed only, so no spread: {Names(single)}.";
        if (measured.Select(row => Seeds(row.Records.Select(stored => stored.Record.Spec.Seed))).Distinct().Count() > 1)
            yield return "Rows differ in their seeds.";
    }

    private static IEnumerable<string> Absence(IReadOnlyList<RowResults> rows)
    {
        foreach (var row in rows.Where(row => row.InterruptedSeeds.Count > 0))
            yield return $"Stopped before the end: {row.Row.Label}, seed {Seeds(row.InterruptedSeeds)}. \"run\" continues it.";
        var missing = rows.Where(row =>
            row.Row.Experiment is not null && row.Records.Count == 0 && row.DivergedSeeds.Count == 0 && row.InterruptedSeeds.Count == 0).ToArray();
        if (missing.Length > 0 && missing.Length == rows.Count(row => row.Row.Experiment is not null))
            yield return "No run of this table is recorded at this profile.";
        else if (missing.Length > 0)
            yield return $"Not run at this profile: {Names(missing)}.";
    }

    private static IEnumerable<string> Declared(PaperTable table, IReadOnlyList<RowResults> rows)
    {
        foreach (var source in rows.Select(row => row.Row.CopiedFrom).OfType<string>().Distinct())
            yield return $"The paper copied the published numbers of {Names(rows.Where(row => row.Row.CopiedFrom == source))} from {source}: "
                + "another recipe, so no difference is given.";
        foreach (var row in rows.Where(row => row.Row.Note is not null))
            yield return $"{row.Row.Label}: {row.Row.Note}";
        foreach (var note in table.Notes)
            yield return note;
    }

    private static RowResults[] Measured(IReadOnlyList<RowResults> rows) => [.. rows.Where(row => row.Records.Count > 0)];

    // What shrinks with the length of training has a hint of its own.
    private static string[] OtherSettings(Profile profile, RowResults[] rows) =>
    [
        .. rows.Select(row => row.Row.Experiment).OfType<Experiment>()
            .SelectMany(paper => ExperimentFacts.Of(paper.Scaled(profile)).Zip(ExperimentFacts.Of(paper)))
            .Where(fact => fact.First != fact.Second && !ExperimentFacts.IsOfLength(fact.First.Name))
            .Select(fact => fact.First.Name.ToLowerInvariant())
            .Distinct(),
    ];

    private static IEnumerable<string> SmallGroups(IReadOnlyList<CategoryResult> categories) => categories
        .Where(category => category.Group != FrequencyGroup.None)
        .GroupBy(category => category.Group)
        .OrderBy(group => group.Key)
        .Select(group => (Group: group.Key, Categories: group.Count(category => category.Ap is not null), Objects: group.Sum(category => category.Objects)))
        .Where(group => group.Categories < LeastCategories || group.Objects < LeastObjects)
        .Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"Only {group.Categories} {group.Group.ToString().ToLowerInvariant()} categories with {group.Objects} validation objects are evaluated: a few objects decide their mean."));

    private static bool IsShort(RowResults row) => row.Iterations < row.PaperIterations / 2;

    private static string Names(IEnumerable<RowResults> rows) => string.Join("; ", rows.Select(row => row.Row.Label));

    private static string Seeds(IEnumerable<int> seeds) => string.Join(", ", seeds);

    private static string Sentence(string text) => text.TrimEnd('.') + ".";
}
