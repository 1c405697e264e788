namespace Workbook.Data.Statistics;

/// <summary>The classes of the Open Images challenge 2019 and which stands above which: every box of a class is one of the classes above it too.</summary>
public sealed class OpenImagesFamilies
{
    private const string Root = "/m/0bl9f";

    private readonly Dictionary<string, OpenImagesClass> _byMid;
    private readonly ILookup<string, OpenImagesClass> _children;

    private OpenImagesFamilies(IReadOnlyList<OpenImagesClass> classes)
    {
        Classes = classes;
        _byMid = classes.ToDictionary(item => item.Mid);
        _children = classes.SelectMany(item => item.Parents, (item, parent) => (item, parent)).ToLookup(edge => edge.parent, edge => edge.item);
        Top = [.. classes.Where(item => item.Parents.Count == 0)];
    }

    /// <summary>The 500 classes of the detection track.</summary>
    public static OpenImagesFamilies Challenge2019 { get; } = new(
    [
        .. StatisticsFile.OpenImages.Rows.Select(row => new OpenImagesClass(row[0], row[1], [.. row[2].Split(' ').Where(parent => parent != Root)])),
    ]);

    /// <summary>All classes, in the order of the challenge.</summary>
    public IReadOnlyList<OpenImagesClass> Classes { get; }

    /// <summary>The classes with none above.</summary>
    public IReadOnlyList<OpenImagesClass> Top { get; }

    /// <summary>The classes directly below one; empty for a leaf.</summary>
    public IReadOnlyList<OpenImagesClass> Children(OpenImagesClass above) => [.. _children[above.Mid]];

    /// <summary>The classes directly above one; several where it belongs to several families.</summary>
    public IReadOnlyList<OpenImagesClass> Parents(OpenImagesClass below) => [.. below.Parents.Select(mid => _byMid[mid])];

    /// <summary>All classes above one, each once.</summary>
    public IReadOnlyList<OpenImagesClass> Ancestors(OpenImagesClass below) =>
        [.. Parents(below).SelectMany(parent => Ancestors(parent).Prepend(parent)).DistinctBy(item => item.Mid)];

    /// <summary>All classes below one, each once.</summary>
    public IReadOnlyList<OpenImagesClass> Descendants(OpenImagesClass above) =>
        [.. Children(above).SelectMany(child => Descendants(child).Prepend(child)).DistinctBy(item => item.Mid)];

    /// <summary>Steps of the longest way down to a class, 1 at the top.</summary>
    public int Depth(OpenImagesClass item) => 1 + Parents(item).Select(Depth).DefaultIfEmpty(0).Max();
}
