using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>Reads a ground truth file: an object with the arrays <c>images</c>, <c>categories</c> and <c>annotations</c>, in any order.</summary>
internal static class DatasetReader
{
    // The annotations of a test set are kept from the public.
    public static DetectionDataset Read(Stream stream, string source, ProblemHandling handling, bool needsAnnotations = true)
    {
        var problems = new DataProblems(source);
        var images = new ImageSection(problems);
        var categories = new CategorySection(problems);
        var annotations = new AnnotationSection(problems);
        var json = new DetectionJson(stream, source);
        bool hasAnnotations;
        string sha256;
        try
        {
            hasAnnotations = ReadSections(ref json, images, categories, annotations, needsAnnotations);
            sha256 = json.Finish();
        }
        finally
        {
            json.Dispose();
        }

        var builtCategories = categories.Build();
        var builtAnnotations = annotations.Build(images, builtCategories);
        var positive = IndexSets.Of(images.Count, builtAnnotations.Images.AsSpan(), builtAnnotations.Categories.AsSpan());
        var dataset = new DetectionDataset
        {
            Source = source,
            Sha256 = sha256,
            Images = images.Build(builtCategories, positive),
            Categories = builtCategories,
            Annotations = builtAnnotations,
            Problems = problems,
        };
        if (hasAnnotations)
            CheckCounts(dataset);
        problems.Settle(handling);
        return dataset;
    }

    private static bool ReadSections(
        ref DetectionJson json, ImageSection images, CategorySection categories, AnnotationSection annotations, bool needsAnnotations)
    {
        const int imagesKey = 0, categoriesKey = 1, annotationsKey = 2;
        json.Expect(JsonTokenType.StartObject);
        var seen = 0;
        while (json.NextProperty())
        {
            if (json.Is("images"u8))
            {
                json.Once(ref seen, imagesKey);
                images.Read(ref json);
            }
            else if (json.Is("categories"u8))
            {
                json.Once(ref seen, categoriesKey);
                categories.Read(ref json);
            }
            else if (json.Is("annotations"u8))
            {
                json.Once(ref seen, annotationsKey);
                annotations.Read(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }
        var hasAnnotations = (seen & 1 << annotationsKey) != 0;
        if ((seen | 1 << annotationsKey) != (1 << imagesKey | 1 << categoriesKey | 1 << annotationsKey) || (needsAnnotations && !hasAnnotations))
            throw json.Error(needsAnnotations
                ? "the object ends without images, categories or annotations, of which ground truth has all three"
                : "the object ends without images or categories");
        return hasAnnotations;
    }

    private static void CheckCounts(DetectionDataset dataset)
    {
        var (categories, problems) = (dataset.Categories, dataset.Problems);
        var images = dataset.CountImages();
        var instances = new long[categories.Count];
        foreach (var category in dataset.Annotations.Categories)
            instances[category]++;
        for (var i = 0; i < categories.Count; i++)
        {
            if (categories.StatedImageCounts[i] is >= 0 and var statedImages && statedImages != images[i])
                problems.AddKept("category whose image_count is not what the annotations give", $"category {categories.Ids[i]}: {statedImages}, counted {images[i]}");
            if (categories.StatedInstanceCounts[i] is >= 0 and var stated && stated != instances[i])
                problems.AddKept("category whose instance_count is not what the annotations give", $"category {categories.Ids[i]}: {stated}, counted {instances[i]}");
        }
    }
}
