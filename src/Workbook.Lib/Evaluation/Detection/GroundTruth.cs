using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>The annotations of a data set as its rules see them: those that exist, by category, then by ascending image id, then as in the file.</summary>
internal sealed class GroundTruth
{
    private readonly DetectionAnnotations _annotations;
    private readonly bool _isFederated;

    public GroundTruth(DetectionDataset dataset, bool isFederated)
    {
        (_annotations, _isFederated) = (dataset.Annotations, isFederated);
        var images = dataset.Images;
        var ids = images.Ids.AsSpan().ToArray();
        var byId = Enumerable.Range(0, images.Count).ToArray();
        Array.Sort(ids, byId);
        ImageRanks = new int[images.Count];
        for (var rank = 0; rank < byId.Length; rank++)
            ImageRanks[byId[rank]] = rank;

        var owners = new int[_annotations.Count];
        for (var i = 0; i < owners.Length; i++)
            owners[i] = Exists(i) ? ImageRanks[_annotations.Images[i]] : -1;
        ByImage = Grouping.Of(Enumerable.Range(0, owners.Length).ToArray(), owners, images.Count);
        ByCategory = Grouping.Of(ByImage.Items, _annotations.Categories.AsSpan(), dataset.Categories.Count);
        if (!isFederated)
            return;
        NotExhaustive = ListImages(dataset);
    }

    /// <summary>Annotations that exist.</summary>
    public int Count => ByImage.Items.Length;

    /// <summary>The position of each image in ascending order of ids.</summary>
    public int[] ImageRanks { get; }

    /// <summary>Annotations of each image, by <see cref="ImageRanks"/>.</summary>
    public Grouping ByImage { get; }

    /// <summary>Annotations of each category.</summary>
    public Grouping ByCategory { get; }

    /// <summary>Images of each category whose annotations of it are not exhaustive; null where images have no such lists.</summary>
    public ImagesOfCategories? NotExhaustive { get; }

    /// <summary>The image of an annotation.</summary>
    public int ImageOf(int annotation) => _annotations.Images[annotation];

    /// <summary>Whether an annotation takes detections without being one that has to be found.</summary>
    public bool IsIgnored(int annotation) => _isFederated ? _annotations.IsIgnored[annotation] : _annotations.IsCrowd[annotation];

    /// <summary>Whether an annotation takes any number of detections.</summary>
    public bool IsCrowd(int annotation) => !_isFederated && _annotations.IsCrowd[annotation];

    /// <summary>The annotation's area as the file states it.</summary>
    public double AreaOf(int annotation) => _annotations.Areas[annotation];

    /// <summary>
    /// Whether a match with the annotation is noticed. The references note a match by the annotation's id and read 0 as "none": the
    /// detection counts as unmatched, though the annotation stays taken.
    /// </summary>
    public bool IsNoticed(int annotation) => _annotations.Ids[annotation] != 0;

    private bool Exists(int annotation) => !_isFederated || (_annotations.Areas[annotation] > 0 && _annotations.Areas[annotation] < double.PositiveInfinity);

    private static ImagesOfCategories ListImages(DetectionDataset dataset)
    {
        var (images, owners) = (new List<int>(), new List<int>());
        for (var image = 0; image < dataset.Images.Count; image++)
            foreach (var category in dataset.Images.NotExhaustiveCategories(image))
            {
                images.Add(image);
                owners.Add(category);
            }
        var grouping = Grouping.Of(Enumerable.Range(0, images.Count).ToArray(), owners.ToArray(), dataset.Categories.Count);
        return new ImagesOfCategories([.. images], grouping);
    }
}
