using System.Collections.Immutable;

namespace Workbook.Data.Detection;

/// <summary>The categories of a data set by dense index 0..Count-1, in ascending order of their ids.</summary>
public sealed class DetectionCategories
{
    private readonly IdIndex _index;

    internal DetectionCategories(IdIndex index) => _index = index;

    /// <summary>Number of categories.</summary>
    public int Count => Ids.Length;

    /// <summary>The file's ids, ascending.</summary>
    public required ImmutableArray<long> Ids { get; init; }

    /// <summary>Names; empty where the file states none.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>LVIS's frequency groups as the file states them.</summary>
    public required ImmutableArray<FrequencyGroup> FrequencyGroups { get; init; }

    /// <summary>Images that contain the category, as the file states it (<c>image_count</c>), or -1.</summary>
    public required ImmutableArray<long> StatedImageCounts { get; init; }

    /// <summary>Annotations of the category, as the file states it (<c>instance_count</c>), or -1.</summary>
    public required ImmutableArray<long> StatedInstanceCounts { get; init; }

    /// <summary>The dense index of an id, or -1.</summary>
    public int IndexOf(long id) => _index.Of(id);
}
