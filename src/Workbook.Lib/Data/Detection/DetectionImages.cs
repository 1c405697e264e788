using System.Collections.Immutable;

namespace Workbook.Data.Detection;

/// <summary>The images of a data set by dense index 0..Count-1, in the order of the file.</summary>
public sealed class DetectionImages
{
    private readonly IdIndex _index;
    private readonly IndexSets _positive;
    private readonly IndexSets _negative;
    private readonly IndexSets _notExhaustive;

    internal DetectionImages(IdIndex index, IndexSets positive, IndexSets negative, IndexSets notExhaustive) =>
        (_index, _positive, _negative, _notExhaustive) = (index, positive, negative, notExhaustive);

    /// <summary>Number of images.</summary>
    public int Count => Ids.Length;

    /// <summary>The file's ids.</summary>
    public required ImmutableArray<long> Ids { get; init; }

    /// <summary>Heights in pixels.</summary>
    public required ImmutableArray<int> Heights { get; init; }

    /// <summary>Widths in pixels.</summary>
    public required ImmutableArray<int> Widths { get; init; }

    /// <summary>File names, or folder and name at the end of the address (<c>coco_url</c>, LVIS v1); empty where the file states neither.</summary>
    public required ImmutableArray<string> FileNames { get; init; }

    /// <summary>The dense index of an id, or -1.</summary>
    public int IndexOf(long id) => _index.Of(id);

    /// <summary>Categories (dense indices, ascending) with an annotation in the image.</summary>
    public ReadOnlySpan<int> PositiveCategories(int image) => _positive[image];

    /// <summary>Categories (dense indices, ascending) that the file says are absent from the image (<c>neg_category_ids</c>).</summary>
    public ReadOnlySpan<int> NegativeCategories(int image) => _negative[image];

    /// <summary>Categories (dense indices, ascending) of which the image may show unannotated instances (<c>not_exhaustive_category_ids</c>).</summary>
    public ReadOnlySpan<int> NotExhaustiveCategories(int image) => _notExhaustive[image];
}
