using Newtonsoft.Json.Linq;
using Workbook.Data;
using Workbook.Data.Detection;
using Workbook.Data.Synthetic;
using Workbook.Experiments;
using Workbook.Results;
using Workbook.Training;

namespace Workbook.Reporting.Bundles;

/// <summary>The predictions of runs, and what they are to be held against, as files of a bundle.</summary>
/// <remarks>
/// The truth of CIFAR-100 is the labels of its test images; that of a synthetic set is its validation annotations, whose SHA-256 are in each record. The
/// annotations of LVIS and Open Images stay with their publishers.
/// </remarks>
internal static class BundlePredictions
{
    public const string Folder = "predictions/", TruthFolder = "truth/";
    public const string LabelsFile = "labels.json", ImagesFile = "images.json";

    /// <summary>The file of a run's predictions in a bundle.</summary>
    public static string FileOf(StoredRecord stored) =>
        Folder + Path.GetFileNameWithoutExtension(stored.Path) + (stored.Record.Spec.Experiment is ClassificationExperiment ? ".npy" : ".json");

    /// <summary>The folder of the truth of a data set in a bundle, by the set's hashes.</summary>
    public static string TruthOf(DataSource data) =>
        $"{TruthFolder}{CanonicalJson.Hash(JObject.FromObject(data.Sha256))[..16]}/";

    /// <summary>The predictions that are there, each data set's truth once; in <paramref name="problems"/> what is not there, in words.</summary>
    /// <param name="store">Where the runs left them.</param>
    /// <param name="records">The runs.</param>
    /// <param name="dataFolder">Folder of the data sets; null for the usual places.</param>
    /// <param name="problems">Filled.</param>
    public static IReadOnlyList<BundleFile> Collect(ResultStore store, IReadOnlyList<StoredRecord> records, string? dataFolder, List<string> problems)
    {
        var files = new List<BundleFile>();
        var found = new List<StoredRecord>();
        var wanted = records.Where(stored => stored.Record is { Status: RunStatus.Finished, Spec.Experiment: ClassificationExperiment or { Evaluated: not null } }).ToArray();
        foreach (var stored in wanted)
        {
            var name = stored.Record.Spec.Experiment is ClassificationExperiment ? ClassificationRun.ScoresFile : DetectionRun.DetectionsFile;
            var path = Path.Combine(store.ProfileFolder(stored.Record.Spec.Profile), "work", stored.Identity, name);
            if (!File.Exists(path))
                continue;
            files.Add(new BundleFile(FileOf(stored), File.ReadAllBytes(path)));
            found.Add(stored);
        }
        if (found.Count < wanted.Length)
            problems.Add($"{wanted.Length - found.Count} of {wanted.Length} runs have no predictions in {Path.Combine(store.Root, "PROFILE", "work")}: these are not put in.");
        foreach (var stored in found.DistinctBy(stored => TruthOf(stored.Record.Spec.Data)))
            files.AddRange(Truth(stored.Record.Spec, dataFolder, Path.GetDirectoryName(store.Root)!, problems));
        return files;
    }

    private static BundleFile[] Truth(RunSpec spec, string? dataFolder, string besideResults, List<string> problems)
    {
        var folder = TruthOf(spec.Data);
        try
        {
            BundleFile[] files = spec.Experiment switch
            {
                ClassificationExperiment experiment => [Labels(folder, experiment, spec.Data, dataFolder)],
                { Evaluated: SyntheticLongTail data } => Annotations(folder, data, spec.Data, besideResults),
                _ => [],
            };
            if (files.Length == 0)
                problems.Add($"The annotations of {spec.Data.Name} are not put in{(spec.Data.IsSynthetic ? "" : ": they are to be had from their publisher")}, and metrics of it are not recomputed.");
            return files;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            problems.Add($"The truth of {spec.Data.Name} is not put in, so that its metrics cannot be recomputed: {problem.Message}");
            return [];
        }
    }

    private static BundleFile Labels(string folder, ClassificationExperiment experiment, DataSource recorded, string? dataFolder)
    {
        var sets = ClassificationSets.Open(experiment, dataFolder);
        if (TruthOf(sets.Source) != folder)
            throw new InvalidDataException($"the data found is {sets.Source.Name}, of other hashes than the recorded {recorded.Name}. Name its folder with --data.");
        return BundleFile.Of(folder + LabelsFile, CanonicalJson.Write(new JObject { ["labels"] = new JArray(sets.Test.Labels.ToArray()) }) + "\n");
    }

    private static BundleFile[] Annotations(string folder, SyntheticLongTail data, DataSource recorded, string besideResults)
    {
        var drawn = DataFolders.Candidates(null, Environment.GetEnvironmentVariable(DataFolders.Variable), besideResults)[0];
        var sets = DetectionSets.Open(data, null, drawn);
        // A run of the challenge has the hashes of other sets too.
        if (sets.Source.Sha256.Any(hash => recorded.Sha256.GetValueOrDefault(hash.Key) != hash.Value))
            throw new InvalidDataException($"the set drawn in {drawn} has other hashes than the recorded {recorded.Name}; another version of the program drew it.");
        var validation = sets.Validation.Dataset;
        var set = new SyntheticDetectionSet(Path.GetDirectoryName(Path.GetDirectoryName(validation.Source))!, data.Format, data.Size, (ulong)data.DrawingSeed);
        var copies = AnnotationFiles(set).Select(path => new BundleFile(folder + Path.GetFileName(path), File.ReadAllBytes(path)));
        return sets.OpenImages is null ? [.. copies] : [.. copies, BundleFile.Of(folder + ImagesFile, CanonicalJson.Write(Images(validation)) + "\n")];
    }

    /// <summary>The files that detections on a synthetic set are evaluated against.</summary>
    public static string[] AnnotationFiles(SyntheticDetectionSet set) => set.Kind == SyntheticDetectionKind.Lvis
        ? [set.Annotations(SyntheticSplit.Validation)]
        : [set.Annotations(SyntheticSplit.Validation), set.Labels(SyntheticSplit.Validation), set.Hierarchy, set.Descriptions];

    // The sizes of the images, which are not there, in the layout of the reader.
    private static JObject Images(DetectionDataset dataset) => new()
    {
        ["images"] = new JArray(Enumerable.Range(0, dataset.Images.Count).Select(i => new JObject
        {
            ["id"] = dataset.Images.Ids[i], ["height"] = dataset.Images.Heights[i], ["width"] = dataset.Images.Widths[i],
        })),
        ["categories"] = new JArray(Enumerable.Range(0, dataset.Categories.Count).Select(i => new JObject
        {
            ["id"] = dataset.Categories.Ids[i], ["name"] = dataset.Categories.Names[i],
        })),
        ["annotations"] = new JArray(),
    };
}
