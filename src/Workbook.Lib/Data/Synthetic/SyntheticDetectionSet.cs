using System.Security.Cryptography;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Results;

namespace Workbook.Data.Synthetic;

/// <summary>A set that <see cref="SyntheticDetection"/> wrote.</summary>
public sealed class SyntheticDetectionSet
{
    internal const string AnnotationFolder = "annotations";
    private static readonly SyntheticSplit[] Splits = [SyntheticSplit.Train, SyntheticSplit.Validation];
    private const string ManifestName = "dataset.json";

    internal SyntheticDetectionSet(string folder, SyntheticDetectionKind kind, SyntheticDetectionSize size, ulong seed)
    {
        (Folder, Kind, Size, Seed) = (folder, kind, size, seed);
        Categories = SyntheticCatalogue.For(size);
    }

    /// <summary>Its folder; <c>dataset.json</c> in it says what it is.</summary>
    public string Folder { get; }

    /// <summary>Whose format it has.</summary>
    public SyntheticDetectionKind Kind { get; }

    /// <summary>How large it is.</summary>
    public SyntheticDetectionSize Size { get; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The categories in order of their ids.</summary>
    public IReadOnlyList<SyntheticCategory> Categories { get; }

    /// <summary>
    /// Marked as synthetic, with the SHA-256 of each file of annotations and of the pixels of each split: of the hashes of the images' bytes (red,
    /// green and blue of each pixel, row by row), in order.
    /// </summary>
    public DataSource Source { get; private set; } = new("", IsSynthetic: true, "", new Dictionary<string, string>());

    /// <summary>The folder of a split's images, PNG.</summary>
    public string Images(SyntheticSplit split) => Path.Combine(Folder, NameOf(split));

    /// <summary>A split's annotations: the JSON of LVIS, or the boxes of Open Images.</summary>
    public string Annotations(SyntheticSplit split) => Annotation(
        Kind == SyntheticDetectionKind.Lvis ? $"lvis_v0.5_{NameOf(split)}.json" : $"{NameOf(split)}-detection-bbox.csv");

    /// <summary>Open Images: a split's image-level labels.</summary>
    public string Labels(SyntheticSplit split) => Annotation($"{NameOf(split)}-detection-human-imagelabels.csv");

    /// <summary>Open Images: the hierarchy of classes.</summary>
    public string Hierarchy => Annotation("label-hierarchy.json");

    /// <summary>Open Images: class and name, without a header.</summary>
    public string Descriptions => Annotation("classes-description.csv");

    internal string Description =>
        $"SYNTHETIC: drawn by a program, no photographs. {Spec.GroupSize * 3} categories, {Spec.TrainImages} training and {Spec.ValidationImages} validation images "
        + $"in the format of {FormatName}, seed {Seed}, version {SyntheticDetection.Version} of the program.";

    private string FormatName => Kind == SyntheticDetectionKind.Lvis ? "LVIS" : "Open Images";

    private SyntheticSpec Spec => SyntheticSpec.Of(Size);

    private JObject Identity => new()
    {
        ["synthetic"] = true,
        ["kind"] = Kind.ToString().ToLowerInvariant(),
        ["size"] = Size.ToString().ToLowerInvariant(),
        ["seed"] = Seed,
        ["version"] = SyntheticDetection.Version,
    };

    internal static string NameOf(SyntheticSplit split) => split switch
    {
        SyntheticSplit.Train => "train",
        SyntheticSplit.Validation => "val",
        _ => "test",
    };

    internal void WriteManifest(SortedDictionary<string, string> hashes, IReadOnlyList<(string Mid, string Name, int Images, int Group)> classes)
    {
        foreach (var file in Splits.SelectMany(AnnotationFiles).Distinct())
            hashes[Path.GetFileName(file)] = Sha256(file);
        var manifest = new JObject { ["description"] = Description };
        manifest.Merge(Identity);
        manifest["sha256"] = new JObject(hashes.Select(hash => new JProperty(hash.Key, hash.Value)));
        manifest["categories"] = new JArray(Categories.Select(category => new JObject
        {
            ["id"] = category.Id,
            ["name"] = category.Name,
            ["mid"] = category.Mid,
            ["family"] = category.Family,
            ["group"] = LvisFiles.FrequencyLetter(category.Group),
            ["look_alike"] = category.LookAlike,
        }));
        if (classes.Count > 0)
            manifest["classes"] = new JArray(classes.Select(item => new JObject
            {
                ["mid"] = item.Mid,
                ["name"] = item.Name,
                ["train_images"] = item.Images,
                ["group"] = item.Group,
            }));
        AtomicFile.Write(Path.Combine(Folder, ManifestName), JsonLayout.Write(manifest));
    }

    /// <summary>Reads what the folder says of itself; checks that it is this set, its files of annotations and the number of its images.</summary>
    internal void Check()
    {
        var path = Path.Combine(Folder, ManifestName);
        if (!File.Exists(path))
            throw Wrong($"has no {ManifestName}, expected a synthetic set or no folder at all");
        JObject manifest;
        try
        {
            manifest = JObject.Parse(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw Wrong($"has a {ManifestName} that is no JSON ({e.Message})");
        }
        foreach (var property in Identity.Properties())
            if (manifest[property.Name]?.ToString() != property.Value.ToString())
                throw Wrong($"has a set of {property.Name} {manifest[property.Name]}, expected {property.Value}");
        var hashes = manifest["sha256"]?.ToObject<SortedDictionary<string, string>>() ?? [];
        foreach (var file in Splits.SelectMany(AnnotationFiles).Distinct())
            if (!File.Exists(file) || hashes.GetValueOrDefault(Path.GetFileName(file)) != Sha256(file))
                throw Wrong($"has not the {Path.GetFileName(file)} that was written");
        foreach (var split in Splits)
            if ((Directory.Exists(Images(split)) ? Directory.GetFiles(Images(split), "*.png").Length : 0) is var count && count != Spec.Images(split))
                throw Wrong($"has {count} images in {NameOf(split)}, expected {Spec.Images(split)}");
        Source = new DataSource($"synthetic {FormatName}", IsSynthetic: true, Description, hashes);
    }

    private string[] AnnotationFiles(SyntheticSplit split) =>
        Kind == SyntheticDetectionKind.Lvis ? [Annotations(split)] : [Annotations(split), Labels(split), Hierarchy, Descriptions];

    private InvalidDataException Wrong(string what) => new($"{Folder} {what}. Name another folder, or delete this one to have it written again.");

    private string Annotation(string name) => Path.Combine(Folder, AnnotationFolder, name);

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
