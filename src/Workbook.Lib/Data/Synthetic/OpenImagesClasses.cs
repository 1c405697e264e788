using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Workbook.Data.Synthetic;

/// <summary>
/// The classes of a synthetic set in the format of Open Images: a leaf for each category, above them the families, above two of these a class of
/// hollow shapes, so that the hierarchy has branches of different depth.
/// </summary>
internal sealed class OpenImagesClasses
{
    private const string Root = "/m/s0000";
    private const string Hollow = "/m/s2001";

    private static readonly string[] HollowFamilies = ["frame", "ring"];

    private readonly string[] _families;
    private readonly IReadOnlyList<SyntheticCategory> _categories;

    public OpenImagesClasses(IReadOnlyList<SyntheticCategory> categories)
    {
        _categories = categories;
        _families = [.. categories.Select(category => category.Family).Distinct().Order(StringComparer.Ordinal)];
        All =
        [
            .. categories.Select(category => (category.Mid, category.Name)),
            .. _families.Select(family => (MidOf(family), family)),
            (Hollow, "hollow shape"),
        ];
    }

    /// <summary>Every class but the root, with its name.</summary>
    public IReadOnlyList<(string Mid, string Name)> All { get; }

    public static string MidOf(SyntheticCategory category) => string.Create(CultureInfo.InvariantCulture, $"/m/s{category.Id:0000}");

    public string MidOf(string family) => string.Create(CultureInfo.InvariantCulture, $"/m/s{1001 + Array.IndexOf(_families, family)}");

    /// <summary>A category's class and those above it, without the root.</summary>
    public IEnumerable<string> WithAncestors(SyntheticCategory category, bool isFamilyOnly = false)
    {
        if (!isFamilyOnly)
            yield return category.Mid;
        yield return MidOf(category.Family);
        if (HollowFamilies.Contains(category.Family))
            yield return Hollow;
    }

    /// <summary>The hierarchy as Open Images writes it.</summary>
    public JObject Hierarchy()
    {
        var inner = _families.ToLookup(family => HollowFamilies.Contains(family), Family);
        return Node(Root, [Node(Hollow, inner[true]), .. inner[false]]);
    }

    private JObject Family(string family) =>
        Node(MidOf(family), _categories.Where(category => category.Family == family).Select(category => Node(category.Mid, [])));

    private static JObject Node(string mid, IEnumerable<JObject> children)
    {
        var node = new JObject { ["LabelName"] = mid };
        var subcategories = new JArray(children);
        if (subcategories.HasValues)
            node["Subcategory"] = subcategories;
        return node;
    }
}
