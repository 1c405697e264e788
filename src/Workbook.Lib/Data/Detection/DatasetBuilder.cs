using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Workbook.Data.Detection;

/// <summary>Puts a data set together from parts of others, under one list of categories.</summary>
/// <param name="categories">Of the result.</param>
internal sealed class DatasetBuilder(DetectionCategories categories)
{
    private readonly List<(long Id, int Height, int Width, string FileName)> _images = [];
    private readonly List<(int Image, int Category)> _negative = [];
    private readonly List<(int Image, int Category)> _notExhaustive = [];
    private readonly List<(long Id, int Image, int Category, BoxXywh Box, double Area, bool IsCrowd, bool IsIgnored, long Segmentation)> _annotations = [];
    private readonly List<byte[]> _blocks = [];

    /// <summary>Some of the original categories under new ids from 1, in the order given.</summary>
    /// <param name="names">Names.</param>
    /// <param name="groups">LVIS's groups.</param>
    public static DetectionCategories Categories(IReadOnlyList<string> names, IReadOnlyList<FrequencyGroup>? groups = null)
    {
        var index = new IdIndex();
        for (var id = 1; id <= names.Count; id++)
            index.TryAdd(id);
        return new DetectionCategories(index)
        {
            Ids = [.. Enumerable.Range(1, names.Count).Select(id => (long)id)],
            Names = [.. names],
            FrequencyGroups = [.. groups ?? Enumerable.Repeat(FrequencyGroup.None, names.Count)],
            StatedImageCounts = [.. Enumerable.Repeat(-1L, names.Count)],
            StatedInstanceCounts = [.. Enumerable.Repeat(-1L, names.Count)],
        };
    }

    /// <summary>Adds an image; its index.</summary>
    public int AddImage(long id, int height, int width, string fileName)
    {
        _images.Add((id, height, width, fileName));
        return _images.Count - 1;
    }

    /// <summary>Lists a category as absent from an image.</summary>
    public void AddNegative(int image, int category) => _negative.Add((image, category));

    /// <summary>Adds an object without a mask.</summary>
    public void AddBox(int image, int category, BoxXywh box, bool isCrowd) =>
        _annotations.Add((_annotations.Count + 1, image, category, box, box.Area, isCrowd, false, -1));

    /// <summary>
    /// Adds images of a data set with their objects and sets. The first part keeps its ids; those of later ones go on from the largest so far.
    /// </summary>
    /// <param name="part">The data set.</param>
    /// <param name="map">For each of its categories the index among those of the result, or -1 to leave its objects out.</param>
    /// <param name="keeps">Whether to take an image.</param>
    /// <returns>The images taken, as indices of <paramref name="part"/>.</returns>
    public int[] Add(DetectionDataset part, IReadOnlyList<int> map, Func<int, bool> keeps)
    {
        var (images, annotations) = (part.Images, part.Annotations);
        var (lastImage, lastAnnotation) = (_images.Count == 0 ? 0 : _images.Max(image => image.Id), _annotations.Count == 0 ? 0 : _annotations.Max(item => item.Id));
        var (isFirst, blocks) = (_images.Count == 0, (long)_blocks.Count);
        int[] taken = [.. Enumerable.Range(0, images.Count).Where(keeps)];
        var places = new Dictionary<int, int>(taken.Length);
        foreach (var image in taken)
        {
            var place = AddImage(isFirst ? images.Ids[image] : ++lastImage, images.Heights[image], images.Widths[image], images.FileNames[image]);
            places.Add(image, place);
            foreach (var category in images.NegativeCategories(image))
                if (map[category] >= 0)
                    _negative.Add((place, map[category]));
            foreach (var category in images.NotExhaustiveCategories(image))
                if (map[category] >= 0)
                    _notExhaustive.Add((place, map[category]));
        }
        for (var i = 0; i < annotations.Count; i++)
        {
            if (map[annotations.Categories[i]] < 0 || !places.TryGetValue(annotations.Images[i], out var place))
                continue;
            var segmentation = annotations.HasSegmentation(i) ? annotations.Segmentations.Places[i] + (blocks << 32) : -1;
            _annotations.Add((
                isFirst ? annotations.Ids[i] : ++lastAnnotation, place, map[annotations.Categories[i]], annotations.Boxes[i], annotations.Areas[i], annotations.IsCrowd[i],
                annotations.IsIgnored[i], segmentation));
        }
        _blocks.AddRange(annotations.Segmentations.Blocks);
        return taken;
    }

    /// <summary>The data set. Its hash is of all that training reads but masks, which are within the parts' own hashes.</summary>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="parts">Hashes of the parts.</param>
    public DetectionDataset Build(string source, params IEnumerable<string> parts)
    {
        var index = new IdIndex();
        foreach (var image in _images)
            if (!index.TryAdd(image.Id))
                throw new InvalidOperationException($"{source}: two images have the id {image.Id}.");
        IndexSets Sets(List<(int Image, int Category)> pairs) =>
            IndexSets.Of(_images.Count, pairs.Select(pair => pair.Image).ToArray(), pairs.Select(pair => pair.Category).ToArray());
        return new DetectionDataset
        {
            Source = source,
            Sha256 = Hash(parts),
            Images = new DetectionImages(index, Sets([.. _annotations.Select(item => (item.Image, item.Category))]), Sets(_negative), Sets(_notExhaustive))
            {
                Ids = Of(_images, image => image.Id),
                Heights = Of(_images, image => image.Height),
                Widths = Of(_images, image => image.Width),
                FileNames = Of(_images, image => image.FileName),
            },
            Categories = categories,
            Annotations = new DetectionAnnotations(new Segmentations([.. _annotations.Select(item => item.Segmentation)], [.. _blocks]))
            {
                Ids = Of(_annotations, item => item.Id),
                Images = Of(_annotations, item => item.Image),
                Categories = Of(_annotations, item => item.Category),
                Boxes = Of(_annotations, item => item.Box),
                Areas = Of(_annotations, item => item.Area),
                IsCrowd = Of(_annotations, item => item.IsCrowd),
                IsIgnored = Of(_annotations, item => item.IsIgnored),
            },
            Problems = new DataProblems(source),
        };
    }

    private static ImmutableArray<TValue> Of<T, TValue>(List<T> items, Func<T, TValue> value) => [.. items.Select(value)];

    private string Hash(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        foreach (var line in parts.Concat(categories.Names))
            Add(line);
        foreach (var image in _images)
            Add(FormattableString.Invariant($"{image.Id} {image.Height} {image.Width} {image.FileName}"));
        foreach (var item in _annotations)
            Add(FormattableString.Invariant($"{item.Image} {item.Category} {item.Box.X:R} {item.Box.Y:R} {item.Box.Width:R} {item.Box.Height:R} {item.IsCrowd}"));
        foreach (var (image, category) in _negative)
            Add(FormattableString.Invariant($"{image} -{category}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
