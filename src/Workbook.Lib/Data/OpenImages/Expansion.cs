namespace Workbook.Data.OpenImages;

/// <summary>Repeats what is of one class for the classes above it, or below.</summary>
internal static class Expansion
{
    public static void RequireSameClasses(OpenImagesHierarchy hierarchy, OpenImagesClasses classes)
    {
        if (hierarchy.Classes != classes)
            throw new ArgumentException(
                $"{hierarchy.Source} was read for the classes of {hierarchy.Classes.Source}, expected those of {classes.Source}: "
                + "read both for one list.",
                nameof(hierarchy));
    }

    public static OpenImagesBoxes Of(OpenImagesBoxes boxes, OpenImagesHierarchy hierarchy)
    {
        var expanded = new OpenImagesBoxes();
        for (var i = 0; i < boxes.Count; i++)
        {
            expanded.Add(boxes.ImageOf(i), boxes.ClassOf(i), boxes[i], boxes.IsGroupOf(i));
            foreach (var ancestor in hierarchy.Ancestors(boxes.ClassOf(i)))
                expanded.Add(boxes.ImageOf(i), ancestor, boxes[i], boxes.IsGroupOf(i));
        }
        return expanded;
    }

    public static OpenImagesLabels Of(OpenImagesLabels labels, OpenImagesHierarchy hierarchy)
    {
        var expanded = new OpenImagesLabels();
        for (var i = 0; i < labels.Count; i++)
        {
            var (image, @class, isPositive) = (labels.ImageOf(i), labels.ClassOf(i), labels.IsPositive(i));
            expanded.Add(image, @class, isPositive);
            foreach (var other in isPositive ? hierarchy.Ancestors(@class) : hierarchy.Descendants(@class))
                expanded.Add(image, other, isPositive);
        }
        return expanded;
    }

    public static bool IsComplete(OpenImagesBoxes boxes, OpenImagesHierarchy hierarchy)
    {
        var all = new HashSet<(int, int, BoxXyxy, bool)>();
        for (var i = 0; i < boxes.Count; i++)
            all.Add((boxes.ImageOf(i), boxes.ClassOf(i), boxes[i], boxes.IsGroupOf(i)));
        var hasAny = false;
        for (var i = 0; i < boxes.Count; i++)
            foreach (var ancestor in hierarchy.Ancestors(boxes.ClassOf(i)))
            {
                if (!all.Contains((boxes.ImageOf(i), ancestor, boxes[i], boxes.IsGroupOf(i))))
                    return false;
                hasAny = true;
            }
        return hasAny;
    }
}
