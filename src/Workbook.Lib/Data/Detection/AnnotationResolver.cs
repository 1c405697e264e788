namespace Workbook.Data.Detection;

/// <summary>Turns the ids of annotations into dense indices and checks what needs their images.</summary>
internal sealed class AnnotationResolver(
    AnnotationColumns columns, SegmentationBuilder segmentations, ImageSection images, DetectionCategories categories, DataProblems problems)
{
    // Tools round edges to pixels; a box may reach this far outside.
    private const double Tolerance = 1;

    public DetectionAnnotations Build()
    {
        var count = columns.Ids.Count;
        var (imageIndices, categoryIndices) = (new Column<int>(), new Column<int>());
        var kept = new List<int>();
        var packed = segmentations.Build([]);
        var repeated = new Repetitions(columns.Ids);
        for (var i = 0; i < count; i++)
        {
            var image = images.IndexOf(columns.ImageIds[i]);
            var category = categories.IndexOf(columns.CategoryIds[i]);
            if (!Accept(i, image, category, packed, repeated))
                continue;
            kept.Add(i);
            imageIndices.Add(image);
            categoryIndices.Add(category);
        }
        columns.ImageIds.Take();
        columns.CategoryIds.Take();
        int[]? positions = kept.Count == count ? null : [.. kept];
        return new DetectionAnnotations(packed with { Places = columns.Segmentations.Take(positions) })
        {
            Ids = columns.Ids.TakeImmutable(positions),
            Images = imageIndices.TakeImmutable(),
            Categories = categoryIndices.TakeImmutable(),
            Boxes = columns.Boxes.TakeImmutable(positions),
            Areas = columns.Areas.TakeImmutable(positions),
            IsCrowd = columns.IsCrowd.TakeImmutable(positions),
            IsIgnored = columns.IsIgnored.TakeImmutable(positions),
        };
    }

    private bool Accept(int i, int image, int category, Segmentations packed, Repetitions repeated)
    {
        var id = columns.Ids[i];
        if (image < 0)
            problems.AddDropped("annotation on an image that is not listed", $"annotation {id}: image {columns.ImageIds[i]}");
        else if (category < 0)
            problems.AddDropped("annotation of a category that is not listed", $"annotation {id}: category {columns.CategoryIds[i]}");
        else if (repeated.IsLater(id))
            problems.AddDropped("annotation whose id another has", $"annotation {id}, image {columns.ImageIds[i]}");
        else if (!IsInside(columns.Boxes[i], images.SizeOf(image)))
            problems.AddDropped(
                "annotation whose box reaches more than a pixel outside its image",
                $"annotation {id}: {columns.Boxes[i]} in {images.SizeOf(image).Width} x {images.SizeOf(image).Height}");
        else if (columns.Segmentations[i] is >= 0 and var place && !packed.HeadAt(place).FitsInto(images.SizeOf(image)))
            problems.AddDropped("annotation whose segmentation has not the size of its image", $"annotation {id}, image {columns.ImageIds[i]}");
        else
            return true;
        return false;
    }

    private static bool IsInside(BoxXywh box, (int Height, int Width) size) =>
        box.X >= -Tolerance && box.Y >= -Tolerance && box.X + box.Width <= size.Width + Tolerance && box.Y + box.Height <= size.Height + Tolerance;
}
