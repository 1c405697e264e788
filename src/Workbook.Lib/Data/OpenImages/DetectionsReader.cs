using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>Reads a file of detections, one a line or those of an image in one field.</summary>
internal sealed class DetectionsReader(string source, OpenImagesDataset dataset)
{
    private const int Image = 0, Label = 1, Score = 2, XMin = 3, XMax = 4, YMin = 5, YMax = 6;
    private const int Predictions = 1, Words = 6;
    private static readonly string[] OneALine = ["ImageID", "LabelName", "Score", "XMin", "XMax", "YMin", "YMax"];
    private static readonly string[][] OneImageALine = [["ImageId", "PredictionString"], ["ImageID", "PredictionString"]];

    private readonly DataProblems _problems = new(source);
    private bool _hasKnown;
    private bool _hasUnknown;

    public OpenImagesDetections Read(Stream stream, ProblemHandling handling)
    {
        using var csv = new CsvReader(stream, source);
        var columns = CsvColumns.Read(csv, [OneALine, .. OneImageALine]);
        var detections = new OpenImagesDetections(dataset) { Source = source, Problems = _problems };
        while (csv.Read())
            if (columns.Fault(csv) is { } fault)
                _problems.AddDropped(fault, $"line {csv.Line}: {csv.Count} of {columns.Count}");
            else if (columns.Form == 0)
                ReadLine(csv, columns, detections);
            else
                ReadImage(csv, columns, detections);
        if (_hasUnknown && !_hasKnown)
            throw new InvalidDataException(
                $"{_problems}\nExpected detections on images and of classes of {dataset.Source}, got none: "
                + "give the ground truth that they were made for.");
        _problems.Settle(handling);
        detections.Sha256 = csv.Sha256();
        return detections;
    }

    private void ReadLine(CsvReader csv, CsvColumns columns, OpenImagesDetections into)
    {
        if (!DecimalText.TryToDouble(csv[columns[Score]], out var score) || !BoxFields.TryRead(csv, columns, XMin, XMax, YMin, YMax, out var box))
            _problems.AddDropped("detection whose score and edges are not five finite numbers", Where(csv, 0));
        else
            Add(csv, columns, csv[columns[Label]], score, box, 0, into);
    }

    private void ReadImage(CsvReader csv, CsvColumns columns, OpenImagesDetections into)
    {
        var rest = csv[columns[Predictions]].Trim((byte)' ');
        Span<double> numbers = stackalloc double[Words - 1];
        for (var at = 1; !rest.IsEmpty; at++)
        {
            ReadOnlySpan<byte> label = default;
            var isRead = true;
            for (var word = 0; word < Words; word++)
            {
                var length = rest.IndexOf((byte)' ');
                var text = length < 0 ? rest : rest[..length];
                rest = length < 0 ? default : rest[length..].TrimStart((byte)' ');
                if (word == 0)
                    label = text;
                else
                    isRead &= DecimalText.TryToDouble(text, out numbers[word - 1]);
            }
            if (isRead)
                Add(csv, columns, label, numbers[0], new BoxXyxy(numbers[1], numbers[2], numbers[3], numbers[4]), at, into);
            else
                _problems.AddDropped("detection whose score and edges are not five finite numbers", Where(csv, at));
        }
    }

    private void Add(
        CsvReader csv, CsvColumns columns, ReadOnlySpan<byte> label, double score, in BoxXyxy box, int at, OpenImagesDetections into)
    {
        var (image, @class) = (dataset.Images.Of(csv[columns[Image]]), dataset.Classes.IndexOf(label));
        _hasKnown |= image >= 0 && @class >= 0;
        _hasUnknown |= image < 0 || @class < 0;
        if (@class < 0)
            _problems.AddDropped("detection of a class that is not listed", Where(csv, at));
        else if (image < 0)
            _problems.AddDropped("detection on an image of which the ground truth says nothing", Where(csv, at));
        else if (box.XMin >= box.XMax || box.YMin >= box.YMax)
            _problems.AddDropped("detection whose box has no extent", Where(csv, at));
        else if (!double.IsFinite(box.Area))
            _problems.AddDropped("detection whose box is of infinite extent", Where(csv, at));
        else
            into.Add(image, @class, score, box);
    }

    private static FormattableString Where(CsvReader csv, int at)
    {
        if (at == 0)
            return $"line {csv.Line}";
        return $"line {csv.Line}, detection {at}";
    }
}
