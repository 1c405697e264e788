using Workbook.Data.Detection;
using Workbook.Data.Transforms;
using Workbook.Models;
using Workbook.Ops.Masks;
using static TorchSharp.torch;

namespace Workbook.Training;

/// <summary>The objects of loaded images as a model's targets.</summary>
internal static class DetectionTargets
{
    /// <param name="instances">The objects of one image.</param>
    /// <param name="size">The image without padding.</param>
    /// <param name="listed">Dense indices of the categories in its positive or negative set; null where the data has no such sets.</param>
    /// <param name="classes">K.</param>
    /// <param name="device">Where to.</param>
    public static DetectionTarget Of(ImageInstances instances, ImageSize size, IEnumerable<int>? listed, int classes, Device device)
    {
        var boxes = tensor(instances.Boxes, [instances.Count, 4], device: device);
        return new(boxes, tensor(instances.Categories, device: device), Masks(instances, size, device), listed is null ? null : Listed(listed, classes, device));
    }

    /// <summary>The categories that an LVIS image lists; null where the data set has no sets.</summary>
    public static IEnumerable<int>? ListedIn(DetectionImages images, int image) =>
        images.PositiveCategories(image).Length + images.NegativeCategories(image).Length == 0
            ? null
            : [.. images.PositiveCategories(image), .. images.NegativeCategories(image)];

    /// <summary>Boxes of a stored image on the transformed one, [I, 4]; those beyond its borders are left out.</summary>
    public static Tensor Regions(IReadOnlyList<BoxXywh> boxes, ImageGeometry geometry, Device device)
    {
        var regions = boxes.Select(geometry.Box).Where(box => box.Right > box.Left && box.Bottom > box.Top).ToArray();
        return tensor(regions.SelectMany(box => new[] { (float)box.Left, (float)box.Top, (float)box.Right, (float)box.Bottom }).ToArray(), [regions.Length, 4], device: device);
    }

    private static ITargetMasks? Masks(ImageInstances instances, ImageSize size, Device device)
    {
        if (instances.Masks.Any(mask => mask is null))
            return null;
        if (instances.Masks.All(mask => mask!.Polygons is not null))
            return new PolygonMasks([.. instances.Masks.Select(mask => mask!.Polygons!)]);
        var bitmaps = new byte[instances.Count * size.Height * size.Width];
        for (var i = 0; i < instances.Count; i++)
        {
            var mask = instances.Masks[i]!;
            var runs = mask.Runs ?? RunLengthMask.FromPolygons(mask.Polygons!, size.Height, size.Width);
            runs.ToBitmap().CopyTo(bitmaps, i * size.Height * size.Width);
        }
        // Run-length masks go column by column.
        return new BitmapMasks(tensor(bitmaps, [instances.Count, size.Width, size.Height], device: device).transpose(1, 2));
    }

    private static Tensor Listed(IEnumerable<int> categories, int classes, Device device)
    {
        var listed = new bool[classes];
        foreach (var category in categories)
            listed[category] = true;
        return tensor(listed, device: device);
    }
}
