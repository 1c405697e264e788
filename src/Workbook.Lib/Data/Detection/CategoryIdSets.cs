using System.Collections.Immutable;
using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>A property of images that lists category ids.</summary>
internal sealed class CategoryIdSets(string property, DataProblems problems)
{
    private readonly List<long> _open = [];
    private readonly Column<int> _images = new();
    private readonly Column<long> _categoryIds = new();

    /// <summary>Reads the next value, for the image that is being read.</summary>
    public void Read(ref DetectionJson json)
    {
        json.Expect(JsonTokenType.StartArray);
        while (json.NextElement())
            _open.Add(json.Integer());
    }

    /// <summary>Keeps what was read, for the image of this index.</summary>
    public void Keep(int image)
    {
        foreach (var id in _open)
        {
            _images.Add(image);
            _categoryIds.Add(id);
        }
    }

    /// <summary>Ends an image.</summary>
    public void Forget() => _open.Clear();

    public IndexSets Build(ImmutableArray<long> imageIds, DetectionCategories categories)
    {
        var (images, ids) = (_images.Take(), _categoryIds.Take());
        var members = new int[ids.Length];
        var kept = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            var category = categories.IndexOf(ids[i]);
            if (category < 0)
                problems.AddDropped($"entry of {property} that is no category", $"image {imageIds[images[i]]}: {ids[i]}");
            else
                (images[kept], members[kept++]) = (images[i], category);
        }
        return IndexSets.Of(imageIds.Length, images.AsSpan(0, kept), members.AsSpan(0, kept));
    }
}
