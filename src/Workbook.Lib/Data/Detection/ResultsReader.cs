using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Workbook.Data.Detection;

/// <summary>Reads a results file: an array of detections.</summary>
internal sealed class ResultsReader
{
    private readonly string _source;
    private readonly DetectionDataset _dataset;
    private readonly DataProblems _problems;
    private readonly Column<int> _images = new();
    private readonly Column<int> _categories = new();
    private readonly Column<double> _scores = new();
    private readonly Column<BoxXywh> _boxes = new();
    private readonly Column<long> _places = new();
    private readonly Column<long> _areas = new();
    private readonly SegmentationBuilder _segmentations = new();
    private readonly SegmentationReader _segmentationReader;
    private readonly UnknownIds _unknownImages = new();
    private readonly UnknownIds _unknownCategories = new();
    private (long Id, int Index) _lastImage = (0, -1);
    private bool _hasBoxes;
    private bool _hasSegmentations;

    public ResultsReader(string source, DetectionDataset dataset)
    {
        (_source, _dataset, _problems) = (source, dataset, new DataProblems(source));
        _segmentationReader = new SegmentationReader(_segmentations);
    }

    public DetectionResults Read(Stream stream, ProblemHandling handling)
    {
        var json = new DetectionJson(stream, _source);
        string sha256;
        try
        {
            json.Expect(JsonTokenType.StartArray);
            for (var at = 0; json.NextElement(); at++)
            {
                ReadDetection(ref json, at);
                at += ReadPlain(ref json);
            }
            sha256 = json.Finish();
        }
        finally
        {
            json.Dispose();
        }
        UnknownIds.ThrowIfAny(_source, _dataset.Source, _unknownImages, _unknownCategories);
        _problems.Settle(handling);
        return new DetectionResults(_hasSegmentations ? _segmentations.Build(_places.Take()) : Segmentations.Empty, _areas.Take())
        {
            Source = _source,
            Sha256 = sha256,
            Images = _images.TakeImmutable(),
            Categories = _categories.TakeImmutable(),
            Scores = _scores.TakeImmutable(),
            Boxes = _boxes.TakeImmutable(),
            Problems = _problems,
        };
    }

    private void ReadDetection(ref DetectionJson json, int at)
    {
        const int imageKey = 0, categoryKey = 1, scoreKey = 2, boxKey = 3, segmentationKey = 4;
        const int needed = 1 << imageKey | 1 << categoryKey | 1 << scoreKey;
        json.Require(JsonTokenType.StartObject);
        int seen = 0, image = -1, category = -1;
        double score = 0;
        BoxXywh box = default;
        var hasBox = false;
        long place = -1, area = -1;
        string? fault = null, oddity = null;
        while (json.NextProperty())
        {
            if (json.Is("image_id"u8))
            {
                json.Once(ref seen, imageKey);
                image = ImageOf(json.NextInteger());
            }
            else if (json.Is("category_id"u8))
            {
                json.Once(ref seen, categoryKey);
                category = CategoryOf(json.NextInteger());
            }
            else if (json.Is("bbox"u8))
            {
                json.Once(ref seen, boxKey);
                hasBox = BoxReader.TryRead(ref json, out box, out var boxFault);
                fault ??= boxFault;
            }
            else if (json.Is("score"u8))
            {
                json.Once(ref seen, scoreKey);
                json.Next();
                score = json.Number();
            }
            else if (json.Is("segmentation"u8))
            {
                json.Once(ref seen, segmentationKey);
                place = _segmentationReader.Read(ref json);
                fault ??= _segmentationReader.Fault;
                (oddity, area) = (_segmentationReader.Oddity, _segmentationReader.Area);
            }
            else
            {
                json.SkipValue();
            }
        }
        if ((seen & needed) != needed)
            fault ??= "missing image_id, category_id or score";
        else if (image < 0 || category < 0)
            return;
        else if (place >= 0 && !_segmentations.HeadAt(place).FitsInto((_dataset.Images.Heights[image], _dataset.Images.Widths[image])))
            fault ??= "segmentation that has not the size of its image";
        if ((fault ??= FormFault(hasBox, place >= 0, at)) is not null)
        {
            _problems.AddDropped("detection with a " + fault, $"[{at}]");
            return;
        }
        if (oddity is not null)
            _problems.AddKept("detection with a " + oddity, $"[{at}]");
        _images.Add(image);
        _categories.Add(category);
        _scores.Add(score);
        if (_hasBoxes)
            _boxes.Add(box);
        if (_hasSegmentations)
        {
            _places.Add(place);
            _areas.Add(area);
        }
    }

    // Reads as many detections as it can in the usual form, up to one whose segmentation is faulty; the number of them.
    private int ReadPlain(ref DetectionJson json)
    {
        if (!_hasBoxes && !_hasSegmentations)
            return 0;
        var (count, length) = (0, 0);
        var plain = new PlainDetections(json.Rest, _hasBoxes, _hasSegmentations);
        for (; plain.Next(out var detection); count++, length = plain.Length)
        {
            var (image, category) = (ImageOf(detection.ImageId), CategoryOf(detection.CategoryId));
            if (image < 0 || category < 0)
                continue;
            if (_hasSegmentations)
            {
                var place = (detection.Height, detection.Width) == (_dataset.Images.Heights[image], _dataset.Images.Widths[image])
                    ? _segmentationReader.ReadPlain(detection.Counts, detection.Height, detection.Width)
                    : -1;
                if (place < 0)
                    break;
                _places.Add(place);
                _areas.Add(_segmentationReader.Area);
            }
            _images.Add(image);
            _categories.Add(category);
            _scores.Add(detection.Score);
            if (_hasBoxes)
                _boxes.Add(detection.Box);
        }
        if (count > 0)
            json.Pass(length);
        return count;
    }

    // The first detection decides what all must have.
    private string? FormFault(bool hasBox, bool hasSegmentation, int at)
    {
        if (!hasBox && !hasSegmentation)
            return "missing bbox and segmentation";
        if (_images.Count == 0)
            (_hasBoxes, _hasSegmentations) = (hasBox, hasSegmentation);
        if (_hasBoxes && !hasBox)
            return "missing bbox, which the first detection has";
        if (_hasSegmentations && !hasSegmentation)
            return "missing segmentation, which the first detection has";
        if (!_hasBoxes && hasBox)
            _problems.AddKept("detection whose bbox is not used, as the first detection has none", $"[{at}]");
        if (!_hasSegmentations && hasSegmentation)
            _problems.AddKept("detection whose segmentation is not used, as the first detection has none", $"[{at}]");
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ImageOf(long id)
    {
        if (id != _lastImage.Id || _lastImage.Index < 0)
            _lastImage = (id, _dataset.Images.IndexOf(id));
        if (_lastImage.Index < 0)
            _unknownImages.Add(id);
        return _lastImage.Index;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CategoryOf(long id)
    {
        var category = _dataset.Categories.IndexOf(id);
        if (category < 0)
            _unknownCategories.Add(id);
        return category;
    }
}
