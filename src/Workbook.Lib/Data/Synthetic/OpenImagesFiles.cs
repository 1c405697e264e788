using System.Globalization;

namespace Workbook.Data.Synthetic;

/// <summary>
/// Writes a split as the Open Images challenge 2019 does: boxes and image-level labels as annotated, not expanded to the classes above or below.
/// </summary>
internal sealed class OpenImagesFiles(IReadOnlyList<SyntheticCategory> categories)
{
    private readonly OpenImagesClasses _classes = new(categories);

    /// <summary>16 hexadecimal digits.</summary>
    public static string ImageId(ulong seed, SyntheticSplit split, int index)
    {
        var rng = new Rng(seed, (ulong)SyntheticDetectionKind.OpenImages, (ulong)split, (ulong)index);
        return rng.NextUInt64().ToString("x16", CultureInfo.InvariantCulture);
    }

    public string Hierarchy() => Results.JsonLayout.Write(_classes.Hierarchy());

    public string Descriptions() => string.Concat(_classes.All.Select(item => $"{item.Mid},{item.Name}\n"));

    public IEnumerable<string> Boxes(IReadOnlyList<SyntheticImage> images)
    {
        yield return "ImageID,LabelName,XMin,XMax,YMin,YMax,IsGroupOf";
        foreach (var image in images)
            foreach (var item in image.Annotated)
            {
                var (width, height) = ((double)image.Plan.Width, (double)image.Plan.Height);
                var box = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{item.Left / width:F6},{item.Right / width:F6},{item.Top / height:F6},{item.Bottom / height:F6},{(item.Plan.IsGroup ? 1 : 0)}");
                yield return $"{IdOf(image)},{LabelOf(image.Plan, item.Plan.Category)},{box}";
            }
    }

    public IEnumerable<string> Labels(IReadOnlyList<SyntheticImage> images)
    {
        yield return "ImageID,LabelName,Confidence";
        foreach (var image in images)
        {
            foreach (var label in image.Annotated.Select(item => LabelOf(image.Plan, item.Plan.Category)).Distinct())
                yield return $"{IdOf(image)},{label},1";
            foreach (var category in image.Plan.Negative)
                yield return $"{IdOf(image)},{categories[category].Mid},0";
        }
    }

    /// <summary>
    /// For each class the images with a box of it or of a class below it, and its group of Table 6: the classes by falling number of images, cut into
    /// five of equal size (the larger ones first where five do not divide them).
    /// </summary>
    public IReadOnlyList<(string Mid, string Name, int Images, int Group)> Groups(IReadOnlyList<SyntheticImage> images)
    {
        var counts = _classes.All.ToDictionary(item => item.Mid, _ => 0);
        foreach (var image in images)
            foreach (var mid in image.Annotated.SelectMany(item => AncestorsOf(image.Plan, item.Plan.Category)).Distinct())
                counts[mid]++;
        var sorted = _classes.All.OrderByDescending(item => counts[item.Mid]).ThenBy(item => item.Mid, StringComparer.Ordinal).ToArray();
        return [.. sorted.Select((item, rank) => (item.Mid, item.Name, counts[item.Mid], 1 + rank * 5 / sorted.Length))];
    }

    private static string IdOf(SyntheticImage image) => Path.GetFileNameWithoutExtension(image.FileName);

    private string LabelOf(ImagePlan plan, int category) => AncestorsOf(plan, category).First();

    private IEnumerable<string> AncestorsOf(ImagePlan plan, int category) =>
        _classes.WithAncestors(categories[category], isFamilyOnly: plan.FamilyOnly.Contains(category));
}
