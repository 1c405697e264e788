using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>Reads the array <c>images</c> of a ground truth file.</summary>
internal sealed class ImageSection(DataProblems problems)
{
    private readonly Column<long> _ids = new();
    private readonly Column<int> _heights = new();
    private readonly Column<int> _widths = new();
    private readonly Column<string> _fileNames = new();
    private readonly CategoryIdSets _negative = new("neg_category_ids", problems);
    private readonly CategoryIdSets _notExhaustive = new("not_exhaustive_category_ids", problems);
    private readonly IdIndex _index = new();

    public void Read(ref DetectionJson json)
    {
        json.Expect(JsonTokenType.StartArray);
        for (var at = 0; json.NextElement(); at++)
            ReadImage(ref json, at);
    }

    public int IndexOf(long id) => _index.Of(id);

    public int Count => _ids.Count;

    public (int Height, int Width) SizeOf(int image) => (_heights[image], _widths[image]);

    /// <param name="categories">What category ids refer to.</param>
    /// <param name="positive">The categories of each image's annotations.</param>
    public DetectionImages Build(DetectionCategories categories, IndexSets positive)
    {
        var ids = _ids.TakeImmutable();
        var negative = _negative.Build(ids, categories);
        for (var image = 0; image < ids.Length; image++)
            foreach (var category in negative[image])
                if (positive[image].BinarySearch(category) >= 0)
                    problems.AddKept("category both annotated and said to be absent", $"image {ids[image]}, category {categories.Ids[category]}");
        return new DetectionImages(_index, positive, negative, _notExhaustive.Build(ids, categories))
        {
            Ids = ids,
            Heights = _heights.TakeImmutable(),
            Widths = _widths.TakeImmutable(),
            FileNames = _fileNames.TakeImmutable(),
        };
    }

    private void ReadImage(ref DetectionJson json, int at)
    {
        const int idKey = 0, heightKey = 1, widthKey = 2, nameKey = 3, addressKey = 4, negativeKey = 5, notExhaustiveKey = 6;
        const int needed = 1 << idKey | 1 << heightKey | 1 << widthKey;
        json.Require(JsonTokenType.StartObject);
        int seen = 0, height = 0, width = 0;
        long id = 0;
        string name = "", address = "";
        while (json.NextProperty())
        {
            if (json.Is("id"u8))
            {
                json.Once(ref seen, idKey);
                id = json.NextInteger();
            }
            else if (json.Is("height"u8))
            {
                json.Once(ref seen, heightKey);
                height = (int)json.NextInteger(0, int.MaxValue);
            }
            else if (json.Is("width"u8))
            {
                json.Once(ref seen, widthKey);
                width = (int)json.NextInteger(0, int.MaxValue);
            }
            else if (json.Is("file_name"u8))
            {
                json.Once(ref seen, nameKey);
                name = json.NextText();
            }
            else if (json.Is("coco_url"u8))
            {
                json.Once(ref seen, addressKey);
                address = json.NextText();
            }
            else if (json.Is("neg_category_ids"u8))
            {
                json.Once(ref seen, negativeKey);
                _negative.Read(ref json);
            }
            else if (json.Is("not_exhaustive_category_ids"u8))
            {
                json.Once(ref seen, notExhaustiveKey);
                _notExhaustive.Read(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }
        if ((seen & needed) != needed)
            problems.AddDropped("image without id, height or width", $"images[{at}]");
        else if (height < 1 || width < 1)
            problems.AddDropped("image without extent", $"image {id}: height {height}, width {width}");
        else if (!_index.TryAdd(id))
            problems.AddDropped("image whose id another has", $"images[{at}], id {id}");
        else
            Keep(id, height, width, name.Length > 0 ? name : FolderAndName(address));
        _negative.Forget();
        _notExhaustive.Forget();
    }

    private void Keep(long id, int height, int width, string name)
    {
        _negative.Keep(_ids.Count);
        _notExhaustive.Keep(_ids.Count);
        _ids.Add(id);
        _heights.Add(height);
        _widths.Add(width);
        _fileNames.Add(name);
    }

    private static string FolderAndName(string address)
    {
        var name = address.LastIndexOf('/');
        return name <= 0 ? address : address[(address.LastIndexOf('/', name - 1) + 1)..];
    }
}
