using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting.Bundles;

/// <summary>The files of a bundle, and what of them follows from its records: the same for who writes and who verifies.</summary>
internal static class BundleContent
{
    public const string Records = "runs/", Notebooks = "notebooks/", Tables = "tables/", DeclaredExperiments = "experiments/";
    public const string ReportFile = "report.html";

    /// <summary>The records that belong to rows of tables, and the backbones that their detectors started from; in the order of <paramref name="all"/>.</summary>
    public static IReadOnlyList<StoredRecord> RecordsOf(IReadOnlyList<PaperTable> tables, Profile profile, IReadOnlyList<StoredRecord> all)
    {
        var experiments = tables.SelectMany(table => table.Rows).Select(row => row.Experiment?.Scaled(profile)).OfType<Experiment>()
            .SelectMany(experiment => experiment.Trainings.Append(experiment)).ToHashSet();
        var ofRows = all.Where(stored => experiments.Contains(stored.Record.Spec.Experiment)).ToHashSet();
        var backbones = ofRows.Select(stored => stored.Record.Spec).Where(spec => spec.Experiment is DetectionExperiment { Backbone: not null })
            .Select(spec => (((DetectionExperiment)spec.Experiment).Backbone!, spec.Device, spec.TrainingCode, spec.Libtorch)).ToHashSet();
        return [.. all.Where(stored => ofRows.Contains(stored) || stored.Record.Spec is { Experiment: BackboneExperiment backbone } spec
            && backbones.Contains((backbone, spec.Device, spec.TrainingCode, spec.Libtorch)))];
    }

    /// <summary>Report, tables and experiments: each follows from the records and the code.</summary>
    public static IEnumerable<BundleFile> Derived(IReadOnlyList<PaperTable> tables, BundleEnvironment environment, IReadOnlyList<StoredRecord> records)
    {
        var (profile, content) = (environment.Profile, new StoreContent(records, []));
        yield return BundleFile.Of(ReportFile, Report.Build(tables, profile, content, environment.TrainingCode).ToHtml());
        foreach (var table in tables)
        {
            var report = TableReport.Build(table, profile, content, environment.TrainingCode);
            string[] texts = [report.ToMarkdown(), report.ToCsv(), report.ToJson(), CanonicalJson.Write(Experiments(table, profile)) + "\n"];
            foreach (var (name, text) in FilesOf(table).Zip(texts))
                yield return BundleFile.Of(name, text);
        }
    }

    /// <summary>The files of a table: Markdown, CSV, JSON, and the experiments of its rows.</summary>
    public static IEnumerable<string> FilesOf(PaperTable table) =>
        [$"{Tables}{table.Id}.md", $"{Tables}{table.Id}.csv", $"{Tables}{table.Id}.json", $"{DeclaredExperiments}{table.Id}.json"];

    /// <summary>Names of the executed notebooks that belong to tables, or to the workbook as a whole.</summary>
    public static IEnumerable<string> NotebooksOf(IReadOnlyList<PaperTable> tables) =>
        tables.Select(table => table.Notebook).Concat([PaperMap.StartNotebook, PaperMap.DataNotebook, PaperMap.DetectorNotebook, PaperMap.WhyNotebook])
            .Distinct().Select(name => $"{Notebooks}{name}.ipynb");

    /// <summary>Checks, metadata and manifest: the whole bundle.</summary>
    /// <param name="tables">In the paper's order.</param>
    /// <param name="environment">Who writes it.</param>
    /// <param name="records">From <see cref="RecordsOf"/>.</param>
    /// <param name="files">All other files.</param>
    public static IReadOnlyList<BundleFile> Complete(
        IReadOnlyList<PaperTable> tables, BundleEnvironment environment, IReadOnlyList<StoredRecord> records, IReadOnlyList<BundleFile> files)
    {
        var crate = BundleFile.Of(RoCrate.Name, RoCrate.Write(tables, environment, records, files));
        return [.. files, crate, BundleFile.Of(BundleManifest.Name, BundleManifest.Write([.. files, crate]))];
    }

    private static JObject Experiments(PaperTable table, Profile profile) => new()
    {
        ["table"] = table.Id,
        ["profile"] = profile.ToString().ToLowerInvariant(),
        ["rows"] = new JObject(table.Rows.Where(row => row.Experiment is not null)
            .Select(row => new JProperty(row.Id, RecordJson.ToJson(row.Experiment!.Scaled(profile))))),
    };
}
