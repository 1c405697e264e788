using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>Reads the array <c>categories</c> of a ground truth file.</summary>
internal sealed class CategorySection(DataProblems problems)
{
    private readonly List<Category> _categories = [];
    private readonly HashSet<long> _ids = [];

    public void Read(ref DetectionJson json)
    {
        json.Expect(JsonTokenType.StartArray);
        for (var at = 0; json.NextElement(); at++)
            ReadCategory(ref json, at);
    }

    public DetectionCategories Build()
    {
        _categories.Sort((a, b) => a.Id.CompareTo(b.Id));
        var index = new IdIndex();
        foreach (var category in _categories)
            index.TryAdd(category.Id);
        return new DetectionCategories(index)
        {
            Ids = [.. _categories.Select(category => category.Id)],
            Names = [.. _categories.Select(category => category.Name)],
            FrequencyGroups = [.. _categories.Select(category => category.Group)],
            StatedImageCounts = [.. _categories.Select(category => category.Images)],
            StatedInstanceCounts = [.. _categories.Select(category => category.Instances)],
        };
    }

    private void ReadCategory(ref DetectionJson json, int at)
    {
        const int idKey = 0, nameKey = 1, frequencyKey = 2, imagesKey = 3, instancesKey = 4;
        json.Require(JsonTokenType.StartObject);
        var seen = 0;
        var category = new Category(0, "", FrequencyGroup.None, -1, -1);
        var frequency = "";
        while (json.NextProperty())
        {
            if (json.Is("id"u8))
            {
                json.Once(ref seen, idKey);
                category = category with { Id = json.NextInteger() };
            }
            else if (json.Is("name"u8))
            {
                json.Once(ref seen, nameKey);
                category = category with { Name = json.NextText() };
            }
            else if (json.Is("frequency"u8))
            {
                json.Once(ref seen, frequencyKey);
                frequency = json.NextText();
            }
            else if (json.Is("image_count"u8))
            {
                json.Once(ref seen, imagesKey);
                category = category with { Images = json.NextInteger(0) };
            }
            else if (json.Is("instance_count"u8))
            {
                json.Once(ref seen, instancesKey);
                category = category with { Instances = json.NextInteger(0) };
            }
            else
            {
                json.SkipValue();
            }
        }
        if ((seen & 1 << idKey) == 0)
            problems.AddDropped("category without id", $"categories[{at}]");
        else if (!_ids.Add(category.Id))
            problems.AddDropped("category whose id another has", $"categories[{at}], id {category.Id}");
        else
            _categories.Add(category with { Group = GroupOf(frequency, category.Id) });
    }

    private FrequencyGroup GroupOf(string frequency, long id)
    {
        switch (frequency)
        {
            case "r": return FrequencyGroup.Rare;
            case "c": return FrequencyGroup.Common;
            case "f": return FrequencyGroup.Frequent;
            case "": return FrequencyGroup.None;
            default:
                problems.AddKept("category with a frequency other than r, c, f", $"category {id}: \"{frequency}\"");
                return FrequencyGroup.None;
        }
    }

    private sealed record Category(long Id, string Name, FrequencyGroup Group, long Images, long Instances);
}
