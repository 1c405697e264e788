using System.Collections.Immutable;

namespace Workbook.Data.Detection;

/// <summary>The annotations of a data set by index 0..Count-1, in the order of the file; one array a field.</summary>
public sealed class DetectionAnnotations
{
    internal DetectionAnnotations(Segmentations segmentations) => Segmentations = segmentations;

    /// <summary>Number of annotations.</summary>
    public int Count => Ids.Length;

    /// <summary>The file's ids.</summary>
    public required ImmutableArray<long> Ids { get; init; }

    /// <summary>Dense image indices.</summary>
    public required ImmutableArray<int> Images { get; init; }

    /// <summary>Dense category indices.</summary>
    public required ImmutableArray<int> Categories { get; init; }

    /// <summary>Boxes in pixels.</summary>
    public required ImmutableArray<BoxXywh> Boxes { get; init; }

    /// <summary>The file's <c>area</c>, in square pixels: of the mask where there is one.</summary>
    public required ImmutableArray<double> Areas { get; init; }

    /// <summary>COCO's <c>iscrowd</c>; false where absent.</summary>
    public required ImmutableArray<bool> IsCrowd { get; init; }

    /// <summary>The file's <c>ignore</c>, which lvis-api honours and pycocotools overwrites with <c>iscrowd</c>; false where absent.</summary>
    public required ImmutableArray<bool> IsIgnored { get; init; }

    internal Segmentations Segmentations { get; }

    /// <summary>Whether the annotation has a segmentation.</summary>
    public bool HasSegmentation(int annotation) => Segmentations.Has(annotation);
}
