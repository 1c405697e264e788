using Workbook.Experiments;
using Workbook.Reporting;

namespace Workbook.Results;

/// <summary>A paper table with what was measured here beside it, at one profile.</summary>
[TypeFormatterSource(typeof(NotebookFormatters))]
public sealed class TableReport : INotebookValue
{
    private TableReport(PaperTable table, Profile profile, IReadOnlyList<RowResults> rows, IReadOnlyList<string> problems)
    {
        Table = table;
        Profile = profile;
        Rows = rows;
        Claims = ClaimJudge.Judge(table, profile, rows);
        Hints = [.. TableHints.Of(table, profile, rows, problems)];
    }

    /// <summary>The table.</summary>
    public PaperTable Table { get; }

    /// <summary>The scale of the runs.</summary>
    public Profile Profile { get; }

    /// <summary>The rows, in the order of the table.</summary>
    public IReadOnlyList<RowResults> Rows { get; }

    /// <summary>The row with this id.</summary>
    /// <exception cref="UnknownNameException">The table has no such row.</exception>
    public RowResults Row(string id) =>
        Rows.FirstOrDefault(row => row.Row.Id == id) ?? throw new UnknownNameException($"row of {Table.Id}", id, Rows.Select(row => row.Row.Id));

    /// <summary>The profile, with its iterations beside the paper's, in a sentence.</summary>
    public string Scale => $"Profile {Profile.ToString().ToLowerInvariant()}: {Iterations}.";

    internal string Iterations => TableHints.Iterations(Rows);

    /// <summary>What the runs say about each claim of the table, in its order.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; }

    /// <summary>What a reader must know before using the numbers, warnings first.</summary>
    public IReadOnlyList<Hint> Hints { get; }

    /// <summary>
    /// Builds the report from the records of a profile. Of a row's records that differ in more than the seed, one group is shown: real data
    /// before synthetic, then the one with the latest run.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="profile">The scale.</param>
    /// <param name="content">All records of that profile.</param>
    /// <param name="trainingCode">The version that records of other code are told from: <see cref="TrainingCode.Versions"/>.</param>
    public static TableReport Build(PaperTable table, Profile profile, StoreContent content, TrainingVersions trainingCode) =>
        new(table, profile, [.. table.Rows.Select(row => Summarize(table, row, profile, content.Records, trainingCode))], content.Problems);

    /// <summary>The report as Markdown, ending in a line feed.</summary>
    public string ToMarkdown() => TableMarkdown.Write(this);

    /// <summary>The report as comma-separated values, a line for each row and metric, ending in a line feed.</summary>
    public string ToCsv() => TableCsv.Write(this);

    /// <summary>The report as JSON, ending in a line feed.</summary>
    public string ToJson() => JsonLayout.Write(TableJson.Write(this));

    string INotebookValue.ToHtml() => ReportStyle.Fragment(Html.Of($"{TableHtml.Write(this)}{Claims.Select(claim => ClaimHtml.Write(claim))}")).ToString();

    string INotebookValue.ToText() => ToMarkdown();

    /// <summary>The files of the report in the profile's folder: <c>TABLE.md</c>, <c>.csv</c> and <c>.json</c>.</summary>
    public IReadOnlyList<GeneratedFile> Files(ResultStore store)
    {
        var stem = Path.Combine(store.ProfileFolder(Profile), Table.Id);
        return [new GeneratedFile(stem + ".md", ToMarkdown()), new GeneratedFile(stem + ".csv", ToCsv()), new GeneratedFile(stem + ".json", ToJson())];
    }

    private static RowResults Summarize(
        PaperTable table, TableRow row, Profile profile, IReadOnlyList<StoredRecord> records, TrainingVersions trainingCode)
    {
        var experiment = row.Experiment?.Scaled(profile);
        var ofRow = records.Where(stored => stored.Record.Spec.Experiment == experiment).ToArray();
        var runs = ofRow
            .Where(stored => stored.Record.Status != RunStatus.Interrupted)
            .GroupBy(Setting)
            .OrderBy(group => group.First().Record.Spec.Data.IsSynthetic)
            .ThenByDescending(group => group.Max(stored => stored.Record.Ended))
            .FirstOrDefault()?
            .OrderBy(stored => stored.Record.Spec.Seed)
            .DistinctBy(stored => stored.Record.Spec.Seed)
            .ToArray() ?? [];
        var finished = runs.Where(stored => stored.Record.Status == RunStatus.Finished).ToArray();
        var comparable = profile != Profile.Smoke && row.CopiedFrom is null && !finished.Any(stored => stored.Record.Spec.Data.IsSynthetic);
        return new RowResults
        {
            Row = row,
            Metrics = [.. table.Metrics.Select(metric => Summarize(metric, row, finished, comparable))],
            Records = finished,
            DivergedSeeds = [.. runs.Where(stored => stored.Record.Status == RunStatus.Diverged).Select(stored => stored.Record.Spec.Seed)],
            InterruptedSeeds =
            [
                .. ofRow.Where(stored => stored.Record.Status == RunStatus.Interrupted).Select(stored => stored.Record.Spec.Seed)
                    .Except(finished.Select(stored => stored.Record.Spec.Seed)).Order(),
            ],
            IsOtherCode = finished.Any(stored => stored.Record.Spec.TrainingCode != trainingCode.Of(stored.Record.Spec.Experiment)),
            Iterations = experiment?.Iterations,
            PaperIterations = row.Experiment?.Iterations,
        };
    }

    private static MetricSummary Summarize(MetricColumn metric, TableRow row, StoredRecord[] finished, bool comparable)
    {
        var published = row.Published.GetValueOrDefault(metric.Id);
        var values = finished.Where(stored => stored.Record.Metrics.ContainsKey(metric.Id)).Select(stored => stored.Record.Metrics[metric.Id]).ToArray();
        var measured = values.Length > 0 ? Estimate.Of(values) : null;
        return new MetricSummary
        {
            Metric = metric,
            Published = published,
            Mean = measured?.Mean,
            Deviation = measured?.Deviation,
            Lower = measured?.Lower,
            Upper = measured?.Upper,
            Difference = comparable && measured?.Mean - published?.Value is { } difference ? Estimate.Rounded(difference) : null,
        };
    }

    // Everything of a specification but its seed and what follows from it.
    private static string Setting(StoredRecord stored)
    {
        var setting = RunSpec.Identifying(stored.Specification);
        setting.Remove("seed");
        // Each seed has a detector of its own; what trained it is in the version of the code.
        setting.Remove("parts");
        return CanonicalJson.Write(setting);
    }
}
