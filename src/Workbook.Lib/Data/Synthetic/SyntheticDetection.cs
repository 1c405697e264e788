using System.Globalization;
using System.Text;
using Workbook.Results;

namespace Workbook.Data.Synthetic;

/// <summary>
/// Writes detection sets with a long tail, drawn by a program, where LVIS or Open Images are not at hand: textured shapes that hide each other, on
/// cluttered backgrounds, in files that the readers of the real sets read. Every number obtained from one is marked as synthetic.
/// </summary>
/// <remarks>
/// Annotated is what is visible: box and polygons agree with the drawn pixels exactly. An image is a pure function of kind, size, seed, split and
/// index, in arithmetic that is the same on every machine.
/// </remarks>
public static class SyntheticDetection
{
    /// <summary>Changes whenever the same seed gives other annotations or pixels.</summary>
    public const int Version = 3;

    /// <summary>Writes a set; opens it where it is already there.</summary>
    /// <param name="folder">The set's own folder. It is there in full or not at all: the set is written beside it and renamed.</param>
    /// <param name="kind">LVIS or Open Images.</param>
    /// <param name="size">How many categories and images.</param>
    /// <param name="seed">Another seed gives other images of the same categories.</param>
    /// <param name="threads">Threads to use; null for all processors. The result does not depend on it.</param>
    /// <param name="patience">How long to wait for another process that is writing it; null for five minutes.</param>
    /// <exception cref="InvalidDataException">The folder has something else in it, or a set that was changed.</exception>
    /// <exception cref="IOException">Another process is still writing it, or it cannot be written.</exception>
    public static SyntheticDetectionSet Write(
        string folder, SyntheticDetectionKind kind, SyntheticDetectionSize size, ulong seed, int? threads = null, TimeSpan? patience = null)
    {
        folder = SyntheticFolder.Full(folder);
        var set = new SyntheticDetectionSet(folder, kind, size, seed);
        SyntheticFolder.Write(folder, set.Check, content => WriteContent(new SyntheticDetectionSet(content, kind, size, seed), threads), patience);
        return set;
    }

    private static void WriteContent(SyntheticDetectionSet set, int? threads)
    {
        Directory.CreateDirectory(Path.Combine(set.Folder, SyntheticDetectionSet.AnnotationFolder));
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var train = Draw(set, SyntheticSplit.Train, threads, hashes);
        var validation = Draw(set, SyntheticSplit.Validation, threads, hashes);
        var openImages = new OpenImagesFiles(set.Categories);
        foreach (var (split, images) in new[] { (SyntheticSplit.Train, train), (SyntheticSplit.Validation, validation) })
            if (set.Kind == SyntheticDetectionKind.Lvis)
            {
                AtomicFile.Write(set.Annotations(split), stream => LvisFiles.Write(stream, set.Categories, split, images, set.Description));
            }
            else
            {
                AtomicFile.Write(set.Annotations(split), Text(openImages.Boxes(images)));
                AtomicFile.Write(set.Labels(split), Text(openImages.Labels(images)));
            }
        if (set.Kind == SyntheticDetectionKind.OpenImages)
        {
            AtomicFile.Write(set.Hierarchy, openImages.Hierarchy());
            AtomicFile.Write(set.Descriptions, openImages.Descriptions());
        }
        set.WriteManifest(hashes, set.Kind == SyntheticDetectionKind.OpenImages ? openImages.Groups(train) : []);
    }

    private static SyntheticImage[] Draw(SyntheticDetectionSet set, SyntheticSplit split, int? threads, SortedDictionary<string, string> hashes)
    {
        var plans = SplitPlan.Make(SyntheticSpec.Of(set.Size), set.Categories, set.Kind, split, set.Seed);
        var (images, sha256) = SyntheticFolder.Draw(
            set.Images(split), plans.Length, i => NameOf(set, split, i),
            i => SyntheticScene.Draw(plans[i], set.Categories, set.Seed, ((ulong)set.Kind, (ulong)split, (ulong)i)), threads);
        hashes[$"pixels of {SyntheticDetectionSet.NameOf(split)}"] = sha256;
        return images;
    }

    private static string NameOf(SyntheticDetectionSet set, SyntheticSplit split, int index) => set.Kind == SyntheticDetectionKind.Lvis
        ? string.Create(CultureInfo.InvariantCulture, $"{LvisFiles.ImageId(split, index):000000000000}.png")
        : OpenImagesFiles.ImageId(set.Seed, split, index) + ".png";

    private static string Text(IEnumerable<string> lines) => new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString();
}
