using System.Globalization;
using System.Security.Cryptography;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Workbook.Data.Detection;
using Workbook.Results;

namespace Workbook.Data.Synthetic;

/// <summary>
/// A drawn set beside the LVIS-like one of <see cref="SyntheticDetection"/>, in LVIS's format: one that stands in for COCO or for the shared part of Open
/// Images, with some of the LVIS-like categories, plentiful and balanced, in another look; or LVIS's test images, which are as the validation images are.
/// </summary>
internal sealed class SyntheticCompanion
{
    /// <summary>Changes whenever the same seed gives other annotations or pixels.</summary>
    public const int Version = 1;

    private const string ManifestName = "dataset.json";
    private const int ValidationObjects = 10; // of a category
    private const ulong FirstKind = 3; // after those of the detection sets and of SyntheticObjects

    private readonly string _name;
    private readonly bool _hasMasks;
    private readonly SyntheticSplit[] _splits;
    private readonly Func<SyntheticSplit, ImagePlan[]> _plans;
    private readonly Func<ImagePlan, SyntheticSplit, int, SyntheticScene> _draw;

    private SyntheticCompanion(
        string folder, string name, IReadOnlyList<SyntheticCategory> categories, bool hasMasks, SyntheticSplit[] splits, Func<SyntheticSplit, ImagePlan[]> plans,
        Func<ImagePlan, SyntheticSplit, int, SyntheticScene> draw)
    {
        (Folder, _name, Categories, _hasMasks, _splits, _plans, _draw) = (folder, name, categories, hasMasks, splits, plans, draw);
        Source = new DataSource(name, IsSynthetic: true, "", new Dictionary<string, string>());
    }

    public string Folder { get; private init; }

    /// <summary>In order of their ids; names are those of the LVIS-like set.</summary>
    public IReadOnlyList<SyntheticCategory> Categories { get; }

    /// <summary>Marked as synthetic, with the SHA-256 of annotations and pixels.</summary>
    public DataSource Source { get; private set; }

    /// <summary>The set that stands in for another source; written where it is not there.</summary>
    /// <param name="root">Folder of the drawn sets.</param>
    /// <param name="source">Which.</param>
    /// <param name="size">Of the LVIS-like set.</param>
    /// <param name="seed">Another seed gives other images.</param>
    /// <exception cref="InvalidDataException">The folder has something else in it, or a set that was changed.</exception>
    /// <exception cref="IOException">Another process is still writing it, or it cannot be written.</exception>
    public static SyntheticCompanion External(string root, SyntheticSource source, SyntheticDetectionSize size, ulong seed)
    {
        SyntheticCategory[] categories = [.. SharedWith(source, size).Select((category, i) => category with { Id = i + 1 })];
        var (kind, isCoco) = (FirstKind + (ulong)source, source == SyntheticSource.Coco);
        // Colder and greyer with larger objects; warmer and grainier with smaller ones.
        var look = isCoco ? new SyntheticLook(0.36, 0.75, new Rgb(0.85, 0.95, 1.1), 1.5) : new SyntheticLook(0.26, 0.85, new Rgb(1.1, 1, 0.8), 2.5);
        var folder = FormattableString.Invariant($"{(isCoco ? "coco" : "openimages-shared")}-{size}-{seed}").ToLowerInvariant();
        return new SyntheticCompanion(
            SyntheticFolder.Full(Path.Combine(root, folder)), isCoco ? "synthetic COCO" : "synthetic Open Images, shared categories", categories, isCoco,
            [SyntheticSplit.Train, SyntheticSplit.Validation],
            split => Plan(source, size, split, seed),
            (plan, split, i) => SyntheticScene.Draw(plan, categories, seed, (kind, (ulong)split, (ulong)i), look)).Write();
    }

    /// <summary>How many images the set for a source has for validation.</summary>
    public static int ValidationImages(SyntheticSource source, SyntheticDetectionSize size) => Plan(source, size, SyntheticSplit.Validation, seed: 0).Length;

    private static ImagePlan[] Plan(SyntheticSource source, SyntheticDetectionSize size, SyntheticSplit split, ulong seed) => BalancedPlan.Make(
        SharedWith(source, size).Count, split == SyntheticSplit.Train ? Objects(source, size) : ValidationObjects, SyntheticSpec.Of(size).Side,
        listed: source == SyntheticSource.Coco ? 1 : 0.2, new Rng(seed, FirstKind + (ulong)source, (ulong)split));

    /// <summary>The test images of the LVIS-like set.</summary>
    /// <inheritdoc cref="External"/>
    public static SyntheticCompanion Test(string root, SyntheticDetectionSize size, ulong seed)
    {
        const SyntheticDetectionKind Kind = SyntheticDetectionKind.Lvis;
        var categories = SyntheticCatalogue.For(size);
        return new SyntheticCompanion(
            SyntheticFolder.Full(Path.Combine(root, FormattableString.Invariant($"lvis-test-{size}-{seed}").ToLowerInvariant())), "synthetic LVIS, test", categories, hasMasks: true,
            [SyntheticSplit.Test], split => SplitPlan.Make(SyntheticSpec.Of(size), categories, Kind, split, seed),
            (plan, split, i) => SyntheticScene.Draw(plan, categories, seed, ((ulong)Kind, (ulong)split, (ulong)i))).Write();
    }

    /// <summary>
    /// The categories of the LVIS-like set that another source has too, in the order of the catalogue. Of each group those at some ranks by their training
    /// images: for COCO 2 of 3 frequent, 1 of 4 common and 1 of 12 rare ones (24 of 72 at mini), as LVIS has COCO's 80 categories mostly among its frequent ones; for Open Images 1 of 2, 3 of 8
    /// and 1 of 3 (29 of 72), so that its images help the tail.
    /// </summary>
    public static IReadOnlyList<SyntheticCategory> SharedWith(SyntheticSource source, SyntheticDetectionSize size)
    {
        var all = SyntheticCatalogue.For(size);
        var shared = all.GroupBy(category => category.Group)
            .SelectMany(group => group.OrderByDescending(category => category.TrainImages).ThenBy(category => category.Id).Where((_, rank) => IsShared(source, group.Key, rank)))
            .ToHashSet();
        return [.. all.Where(shared.Contains)];
    }

    private static bool IsShared(SyntheticSource source, FrequencyGroup group, int rank) => (source, group) switch
    {
        (SyntheticSource.Coco, FrequencyGroup.Frequent) => rank % 3 != 2,
        (SyntheticSource.Coco, FrequencyGroup.Common) => rank % 4 == 0,
        (SyntheticSource.Coco, _) => rank % 12 == 0,
        (_, FrequencyGroup.Frequent) => rank % 2 == 0,
        (_, FrequencyGroup.Common) => rank % 8 < 3,
        _ => rank % 3 == 1,
    };

    // Training objects of a category.
    private static int Objects(SyntheticSource source, SyntheticDetectionSize size) =>
        size == SyntheticDetectionSize.Smoke ? 20 : source == SyntheticSource.Coco ? 120 : 60;

    public string Images(SyntheticSplit split) => Path.Combine(Folder, SyntheticDetectionSet.NameOf(split));

    public string Annotations(SyntheticSplit split) =>
        Path.Combine(Folder, SyntheticDetectionSet.AnnotationFolder, $"instances_{SyntheticDetectionSet.NameOf(split)}.json");

    private SyntheticCompanion Write()
    {
        SyntheticFolder.Write(Folder, Check, WriteContent);
        return this;
    }

    private void WriteContent(string folder)
    {
        var to = new SyntheticCompanion(folder, _name, Categories, _hasMasks, _splits, _plans, _draw);
        Directory.CreateDirectory(Path.Combine(folder, SyntheticDetectionSet.AnnotationFolder));
        var hashes = new JObject();
        foreach (var split in _splits)
        {
            var plans = _plans(split);
            var (images, pixels) = SyntheticFolder.Draw(
                to.Images(split), plans.Length, i => string.Create(CultureInfo.InvariantCulture, $"{LvisFiles.ImageId(split, i):000000000000}.png"), i => _draw(plans[i], split, i));
            AtomicFile.Write(to.Annotations(split), stream => LvisFiles.Write(
                stream, Categories, split, images, $"SYNTHETIC: drawn by a program, no photographs. {_name}.", _hasMasks));
            hashes[Path.GetFileName(to.Annotations(split))] = Sha256(to.Annotations(split));
            hashes[$"pixels of {SyntheticDetectionSet.NameOf(split)}"] = pixels;
        }
        AtomicFile.Write(Path.Combine(folder, ManifestName), JsonLayout.Write(new JObject
        {
            ["description"] = $"SYNTHETIC: drawn by a program, no photographs. {_name}: {Categories.Count} categories in LVIS's format.",
            ["synthetic"] = true, ["name"] = _name, ["version"] = Version, ["drawing"] = SyntheticDetection.Version, ["sha256"] = hashes,
        }));
    }

    private void Check()
    {
        var path = Path.Combine(Folder, ManifestName);
        if (!File.Exists(path))
            throw Wrong($"has no {ManifestName}");
        JObject manifest;
        try
        {
            manifest = JObject.Parse(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw Wrong($"has a {ManifestName} that is no JSON ({e.Message})");
        }
        foreach (var (property, expected) in new (string, JToken)[] { ("name", _name), ("version", Version), ("drawing", SyntheticDetection.Version) })
            if (!JToken.DeepEquals(manifest[property], expected))
                throw Wrong($"has a set of {property} {manifest[property]}, expected {expected}");
        var hashes = manifest["sha256"]?.ToObject<SortedDictionary<string, string>>() ?? [];
        foreach (var split in _splits)
        {
            var file = Annotations(split);
            if (!File.Exists(file) || hashes.GetValueOrDefault(Path.GetFileName(file)) != Sha256(file))
                throw Wrong($"has not the {Path.GetFileName(file)} that was written");
            var (count, expected) = (Directory.Exists(Images(split)) ? Directory.GetFiles(Images(split), "*.png").Length : 0, _plans(split).Length);
            if (count != expected)
                throw Wrong($"has {count} images in {SyntheticDetectionSet.NameOf(split)}, expected {expected}");
        }
        Source = Source with { Description = (string?)manifest["description"] ?? "", Sha256 = hashes };
    }

    private InvalidDataException Wrong(string what) => new($"{Folder} {what}. Name another folder, or delete this one to have it written again.");

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
