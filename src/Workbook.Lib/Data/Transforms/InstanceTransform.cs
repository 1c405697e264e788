using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;

namespace Workbook.Data.Transforms;

/// <summary>
/// The objects of images, transformed and filtered as detectron2 (v0.6) does in <c>load_coco_json</c>, <c>annotations_to_instances</c> and
/// <c>filter_empty_instances</c>: crowds are left out; polygons of an odd number of coordinates or fewer than three points are left out, and an
/// object whose polygons all are; boxes are cut off at the borders, and an object whose box is then no larger than 1e-5 either way, or
/// whose mask of runs has no pixel left, is left out.
/// </summary>
/// <param name="dataset">The ground truth.</param>
internal sealed class InstanceTransform(DetectionDataset dataset)
{
    private const float LeastSide = 1e-5f;

    private readonly SegmentationMasks _masks = new(dataset.Source, dataset.Annotations.Segmentations, dataset.Annotations.Images, dataset.Images);
    private readonly IndexSets _annotations = IndexSets.Of(
        dataset.Images.Count, dataset.Annotations.Images.AsSpan(), Enumerable.Range(0, dataset.Annotations.Count).ToArray());

    /// <summary>The objects of one image; safe to call from several threads.</summary>
    public ImageInstances Apply(int image, ImageGeometry geometry)
    {
        var annotations = dataset.Annotations;
        var (boxes, categories, kept, masks) = (new List<float>(), new List<long>(), new List<int>(), new List<InstanceMask?>());
        foreach (var annotation in _annotations[image])
        {
            if (annotations.IsCrowd[annotation])
                continue;
            var (left, top, right, bottom) = geometry.Box(annotations.Boxes[annotation]);
            float[] box = [(float)left, (float)top, (float)right, (float)bottom];
            if (!(box[2] - box[0] > LeastSide) || !(box[3] - box[1] > LeastSide))
                continue;
            var mask = Mask(annotation, geometry);
            if (mask is { Polygons.Count: 0 } or { Runs.Area: 0 })
                continue;
            boxes.AddRange(box);
            categories.Add(annotations.Categories[annotation]);
            kept.Add(annotation);
            masks.Add(mask);
        }
        return new() { Boxes = [.. boxes], Categories = [.. categories], Annotations = [.. kept], Masks = [.. masks] };
    }

    private InstanceMask? Mask(int annotation, ImageGeometry geometry) => dataset.Annotations.Segmentations.KindOf(annotation) switch
    {
        SegmentationKind.None => null,
        SegmentationKind.Polygons => new(
            [
                .. from polygon in dataset.Annotations.Segmentations.Polygons(annotation)
                   where polygon.Length >= 6 && polygon.Length % 2 == 0
                   select geometry.Polygon(polygon),
            ],
            null),
        _ => new(null, geometry.Mask(_masks.Of(annotation)!)),
    };
}
