using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>Reads the array <c>annotations</c> of a ground truth file. Ids are resolved after the whole file is read, as its order is free.</summary>
internal sealed class AnnotationSection
{
    private readonly DataProblems _problems;
    private readonly AnnotationColumns _columns = new();
    private readonly SegmentationBuilder _segmentations = new();
    private readonly SegmentationReader _segmentationReader;

    public AnnotationSection(DataProblems problems)
    {
        _problems = problems;
        _segmentationReader = new SegmentationReader(_segmentations);
    }

    public void Read(ref DetectionJson json)
    {
        json.Expect(JsonTokenType.StartArray);
        for (var at = 0; json.NextElement(); at++)
            ReadAnnotation(ref json, at);
    }

    public DetectionAnnotations Build(ImageSection images, DetectionCategories categories) =>
        new AnnotationResolver(_columns, _segmentations, images, categories, _problems).Build();

    private void ReadAnnotation(ref DetectionJson json, int at)
    {
        const int idKey = 0, imageKey = 1, categoryKey = 2, boxKey = 3, areaKey = 4, crowdKey = 5, ignoreKey = 6, segmentationKey = 7;
        const int needed = 1 << idKey | 1 << imageKey | 1 << categoryKey | 1 << areaKey;
        json.Require(JsonTokenType.StartObject);
        var seen = 0;
        var record = new AnnotationRecord { Segmentation = -1 };
        var hasBox = false;
        string? fault = null, oddity = null;
        while (json.NextProperty())
        {
            if (json.Is("segmentation"u8))
            {
                json.Once(ref seen, segmentationKey);
                record.Segmentation = _segmentationReader.Read(ref json);
                fault ??= _segmentationReader.Fault;
                oddity = _segmentationReader.Oddity;
            }
            else if (json.Is("bbox"u8))
            {
                json.Once(ref seen, boxKey);
                hasBox = BoxReader.TryRead(ref json, out record.Box, out var boxFault);
                fault ??= boxFault;
            }
            else if (json.Is("image_id"u8))
            {
                json.Once(ref seen, imageKey);
                record.ImageId = json.NextInteger();
            }
            else if (json.Is("category_id"u8))
            {
                json.Once(ref seen, categoryKey);
                record.CategoryId = json.NextInteger();
            }
            else if (json.Is("area"u8))
            {
                json.Once(ref seen, areaKey);
                json.Next();
                record.Area = json.Number();
            }
            else if (json.Is("id"u8))
            {
                json.Once(ref seen, idKey);
                record.Id = json.NextInteger();
            }
            else if (json.Is("iscrowd"u8))
            {
                json.Once(ref seen, crowdKey);
                record.IsCrowd = json.NextFlag();
            }
            else if (json.Is("ignore"u8))
            {
                json.Once(ref seen, ignoreKey);
                record.IsIgnored = json.NextFlag();
            }
            else
            {
                json.SkipValue();
            }
        }
        if ((seen & needed) != needed)
            _problems.AddDropped("annotation without id, image_id, category_id or area", $"annotations[{at}]");
        else if (fault is not null)
            _problems.AddDropped("annotation with a " + fault, $"annotation {record.Id}");
        else if (!hasBox)
            _problems.AddDropped("annotation without bbox", $"annotation {record.Id}");
        else if (record.Area < 0)
            _problems.AddDropped("annotation of negative area", $"annotation {record.Id}: {record.Area}");
        else
            _columns.Add(record);
        if (oddity is not null)
            _problems.AddKept("annotation with a " + oddity, $"annotation {record.Id}");
    }
}
