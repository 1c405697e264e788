using System.Globalization;
using Newtonsoft.Json.Linq;
using Workbook.Experiments;
using Workbook.Results;

namespace Workbook.Reporting.Bundles;

/// <summary>
/// The description of a bundle for programs: RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), JSON-LD of the bundle, its files, the paper, and each run as an
/// action of the training code that gave its record.
/// </summary>
internal static class RoCrate
{
    /// <summary>Its file.</summary>
    public const string Name = "ro-crate-metadata.json";

    private const string Root = "./", Licence = "https://spdx.org/licenses/MIT", Paper = "https://arxiv.org/abs/2003.05176", Workbook = "#workbook";

    /// <summary>The text.</summary>
    /// <param name="tables">What the bundle is of.</param>
    /// <param name="environment">Who made it.</param>
    /// <param name="records">Its records; at least one.</param>
    /// <param name="files">All its files but this one and the manifest.</param>
    public static string Write(
        IReadOnlyList<PaperTable> tables, BundleEnvironment environment, IReadOnlyList<StoredRecord> records, IReadOnlyList<BundleFile> files)
    {
        var names = files.Select(file => file.Name).ToHashSet();
        var sorted = files.OrderBy(file => file.Name, StringComparer.Ordinal).ToArray();
        var actions = records.Select(stored => Action(stored, names)).ToArray();
        JObject[] entities =
        [
            new() { ["@id"] = Name, ["@type"] = "CreativeWork", ["conformsTo"] = Reference("https://w3id.org/ro/crate/1.1"), ["about"] = Reference(Root) },
            new()
            {
                ["@id"] = Root,
                ["@type"] = "Dataset",
                ["name"] = $"Reproduction of {string.Join(", ", tables.Select(table => table.Id))} of {Report.PaperTitle}",
                ["description"] = $"Run records, tables, claims with verdicts and a report, at profile {environment.Profile.ToString().ToLowerInvariant()}."
                    + (records.Any(stored => stored.Record.Spec.Data.IsSynthetic) ? " Some data are SYNTHETIC: marked wherever a number stands." : ""),
                ["datePublished"] = Time(records.Max(stored => stored.Record.Ended)),
                ["license"] = Reference(Licence),
                ["citation"] = Reference(Paper),
                ["hasPart"] = new JArray(sorted.Select(file => file.Name).Append(BundleManifest.Name).Select(Reference)),
                ["mentions"] = new JArray(actions.Select(action => Reference((string)action["@id"]!))),
            },
            new() { ["@id"] = Licence, ["@type"] = "CreativeWork", ["name"] = "MIT License" },
            new()
            {
                ["@id"] = Paper,
                ["@type"] = "ScholarlyArticle",
                ["name"] = Report.PaperTitle,
                ["author"] = "Jingru Tan, Changbao Wang, Buyu Li, Quanquan Li, Wanli Ouyang, Changqing Yin, Junjie Yan",
                ["datePublished"] = "2020",
            },
            new() { ["@id"] = Workbook, ["@type"] = "SoftwareApplication", ["name"] = "Equalization Loss workbook", ["version"] = environment.Version },
            .. records.Select(stored => stored.Record.Spec).DistinctBy(spec => (spec.TrainingCode, spec.Libtorch)).Select(spec => new JObject
            {
                ["@id"] = Instrument(spec),
                ["@type"] = "SoftwareSourceCode",
                ["name"] = $"Training code {spec.TrainingCode} of the workbook",
                ["version"] = spec.TrainingCode,
                ["runtimePlatform"] = $"libtorch {spec.Libtorch}",
            }),
            .. actions,
            .. sorted.Select(File),
            new() { ["@id"] = BundleManifest.Name, ["@type"] = "File", ["name"] = "SHA-256 of every other file", ["encodingFormat"] = "text/plain" },
        ];
        return JsonLayout.Write(new JObject
        {
            ["@context"] = new JArray("https://w3id.org/ro/crate/1.1/context", new JObject { ["sha256"] = "https://schema.org/sha256" }),
            ["@graph"] = new JArray(entities),
        });
    }

    private static JObject File(BundleFile file) => new()
    {
        ["@id"] = file.Name,
        ["@type"] = "File",
        ["name"] = Path.GetFileName(file.Name),
        ["encodingFormat"] = Format(Path.GetExtension(file.Name)),
        ["contentSize"] = file.Content.Length.ToString(CultureInfo.InvariantCulture),
        ["sha256"] = file.Sha256,
    };

    private static JObject Action(StoredRecord stored, HashSet<string> names)
    {
        var (record, file) = (stored.Record, Path.GetFileName(stored.Path));
        return new()
        {
            ["@id"] = $"#run-{stored.Identity}",
            ["@type"] = "CreateAction",
            ["name"] = FormattableString.Invariant($"{record.Spec.Experiment.Slug}, seed {record.Spec.Seed}"),
            ["startTime"] = Time(record.Started),
            ["endTime"] = Time(record.Ended),
            ["actionStatus"] = Reference($"http://schema.org/{(record.Status == RunStatus.Finished ? "Completed" : "Failed")}ActionStatus"),
            ["instrument"] = Reference(Instrument(record.Spec)),
            ["result"] = new JArray(new[] { BundleContent.Records + file, BundlePredictions.FileOf(stored) }.Where(names.Contains).Select(Reference)),
        };
    }

    private static string Instrument(RunSpec spec) => $"#training-code-{spec.TrainingCode}-libtorch-{spec.Libtorch}";

    private static string Format(string extension) => extension switch
    {
        ".html" => "text/html",
        ".md" => "text/markdown",
        ".csv" => "text/csv",
        ".json" => "application/json",
        ".ipynb" => "application/x-ipynb+json",
        _ => "application/octet-stream",
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static JObject Reference(string id) => new() { ["@id"] = id };
}
