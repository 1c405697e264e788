using System.Text.Json;
using Workbook.Data.Detection;

namespace Workbook.Data.Synthetic;

/// <summary>Writes a split as LVIS v0.5 writes it; with <c>iscrowd</c>, so that tools for COCO read it too.</summary>
internal static class LvisFiles
{
    // Ids of images are different in the splits, as in LVIS.
    private const int IdsOfSplit = 1_000_000;

    public static int ImageId(SyntheticSplit split, int index) => (int)split * IdsOfSplit + index + 1;

    public static void Write(
        Stream stream, IReadOnlyList<SyntheticCategory> categories, SyntheticSplit split, IReadOnlyList<SyntheticImage> images, string description, bool hasMasks = true)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartObject("info");
        json.WriteString("description", description);
        json.WriteString("version", "v0.5");
        json.WriteEndObject();
        json.WriteStartArray("licenses");
        json.WriteEndArray();
        WriteImages(json, categories, split, images);
        WriteAnnotations(json, categories, split, images, hasMasks);
        WriteCategories(json, categories, images);
        json.WriteEndObject();
    }

    private static void WriteImages(Utf8JsonWriter json, IReadOnlyList<SyntheticCategory> categories, SyntheticSplit split, IReadOnlyList<SyntheticImage> images)
    {
        json.WriteStartArray("images");
        for (var i = 0; i < images.Count; i++)
        {
            var (fileName, plan, _) = images[i];
            json.WriteStartObject();
            json.WriteNumber("id", ImageId(split, i));
            json.WriteString("file_name", fileName);
            json.WriteNumber("height", plan.Height);
            json.WriteNumber("width", plan.Width);
            WriteIds("neg_category_ids", plan.Negative);
            WriteIds("not_exhaustive_category_ids", plan.NotExhaustive);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        void WriteIds(string name, IEnumerable<int> indices)
        {
            json.WriteStartArray(name);
            foreach (var index in indices)
                json.WriteNumberValue(categories[index].Id);
            json.WriteEndArray();
        }
    }

    private static void WriteAnnotations(
        Utf8JsonWriter json, IReadOnlyList<SyntheticCategory> categories, SyntheticSplit split, IReadOnlyList<SyntheticImage> images, bool hasMasks)
    {
        json.WriteStartArray("annotations");
        var id = 0;
        for (var i = 0; i < images.Count; i++)
            foreach (var item in images[i].Annotated)
            {
                json.WriteStartObject();
                json.WriteNumber("id", ++id);
                json.WriteNumber("image_id", ImageId(split, i));
                json.WriteNumber("category_id", categories[item.Plan.Category].Id);
                WriteNumbers(json, "bbox", [item.Left, item.Top, item.Right - item.Left, item.Bottom - item.Top]);
                json.WriteNumber("area", item.Area);
                json.WriteNumber("iscrowd", 0);
                if (hasMasks)
                {
                    json.WriteStartArray("segmentation");
                    foreach (var polygon in item.Polygons)
                        WriteNumbers(json, null, polygon);
                    json.WriteEndArray();
                }
                json.WriteEndObject();
            }
        json.WriteEndArray();
    }

    private static void WriteCategories(Utf8JsonWriter json, IReadOnlyList<SyntheticCategory> categories, IReadOnlyList<SyntheticImage> images)
    {
        var (imageCounts, instanceCounts) = (new int[categories.Count], new int[categories.Count]);
        foreach (var image in images)
        {
            foreach (var item in image.Annotated)
                instanceCounts[item.Plan.Category]++;
            foreach (var category in image.Annotated.Select(item => item.Plan.Category).Distinct())
                imageCounts[category]++;
        }
        json.WriteStartArray("categories");
        for (var i = 0; i < categories.Count; i++)
        {
            var category = categories[i];
            json.WriteStartObject();
            json.WriteNumber("id", category.Id);
            json.WriteString("name", category.Name);
            json.WriteString("synset", $"{category.Name.Replace(' ', '_')}.n.01");
            json.WriteStartArray("synonyms");
            json.WriteStringValue(category.Name);
            json.WriteEndArray();
            json.WriteString("def", category.LookAlike is { } twin ? $"drawn by a program; look-alike of the {twin}" : "drawn by a program");
            json.WriteString("frequency", FrequencyLetter(category.Group));
            json.WriteNumber("image_count", imageCounts[i]);
            json.WriteNumber("instance_count", instanceCounts[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    internal static string FrequencyLetter(FrequencyGroup group) => group switch
    {
        FrequencyGroup.Rare => "r",
        FrequencyGroup.Common => "c",
        _ => "f",
    };

    private static void WriteNumbers(Utf8JsonWriter json, string? name, ReadOnlySpan<int> numbers)
    {
        if (name is null)
            json.WriteStartArray();
        else
            json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
