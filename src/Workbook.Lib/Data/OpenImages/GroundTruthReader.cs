using System.Text.Unicode;
using Workbook.Data.Detection;

namespace Workbook.Data.OpenImages;

/// <summary>Reads the files of a ground truth, one after the other; images are numbered over both.</summary>
internal sealed class GroundTruthReader(OpenImagesClasses classes, ProblemHandling handling)
{
    private const int Image = 0, Label = 1, XMin = 2, XMax = 3, YMin = 4, YMax = 5, GroupOf = 6, Confidence = 2;

    private readonly List<DataProblems> _problems = [];

    public ImageIndex Images { get; } = new();

    public OpenImagesBoxes Boxes { get; } = new();

    public OpenImagesLabels Labels { get; } = new();

    public IReadOnlyList<DataProblems> Problems => _problems;

    public string ReadBoxes(Stream stream, string source) =>
        ReadLines(stream, source, ["ImageID", "LabelName", "XMin", "XMax", "YMin", "YMax", "IsGroupOf"], ReadBox);

    public string ReadLabels(Stream stream, string source) => ReadLines(stream, source, ["ImageID", "LabelName", "Confidence"], ReadLabel);

    private string ReadLines(Stream stream, string source, string[] columns, Action<CsvReader, CsvColumns, DataProblems> read)
    {
        var problems = new DataProblems(source);
        _problems.Add(problems);
        using var csv = new CsvReader(stream, source);
        var header = CsvColumns.Read(csv, columns);
        while (csv.Read())
            if (header.Fault(csv) is { } fault)
                problems.AddDropped(fault, $"line {csv.Line}: {csv.Count} of {header.Count}");
            else
                read(csv, header, problems);
        problems.Settle(handling);
        return csv.Sha256();
    }

    private void ReadBox(CsvReader csv, CsvColumns columns, DataProblems problems)
    {
        if (!TryKeys(csv, columns, problems, out var @class))
            return;
        if (!BoxFields.TryRead(csv, columns, XMin, XMax, YMin, YMax, out var box))
            problems.AddDropped("box whose edges are not four finite numbers", $"line {csv.Line}");
        else if (box.XMin > box.XMax || box.YMin > box.YMax)
            problems.AddDropped("box that ends before it begins", $"line {csv.Line}: {box}");
        else if (!box.IsInside)
            problems.AddDropped("box that reaches outside its image", $"line {csv.Line}: {box}");
        else if (!TryGroupOf(csv, columns, problems, out var isGroupOf))
            problems.AddDropped("box whose IsGroupOf is none of 0, 1 and -1", $"line {csv.Line}: {columns.Describe(csv, GroupOf)}");
        else
            Boxes.Add(Images.GetOrAdd(csv[columns[Image]]), @class, box, isGroupOf);
    }

    private void ReadLabel(CsvReader csv, CsvColumns columns, DataProblems problems)
    {
        if (!TryKeys(csv, columns, problems, out var @class))
            return;
        if (!TryFlag(csv[columns[Confidence]], out var isPositive))
            problems.AddDropped(
                "label whose Confidence is neither 0 nor 1, which verified labels have", $"line {csv.Line}: {columns.Describe(csv, Confidence)}");
        else
            Labels.Add(Images.GetOrAdd(csv[columns[Image]]), @class, isPositive);
    }

    private bool TryKeys(CsvReader csv, CsvColumns columns, DataProblems problems, out int @class)
    {
        @class = classes.IndexOf(csv[columns[Label]]);
        if (@class < 0)
            problems.AddDropped("line of a class that is not listed", $"line {csv.Line}: {columns.Describe(csv, Label)}");
        else if (csv[columns[Image]].IsEmpty || !Utf8.IsValid(csv[columns[Image]]))
            problems.AddDropped("line whose ImageID is empty or not UTF-8", $"line {csv.Line}");
        else
            return true;
        return false;
    }

    // In the whole of Open Images -1 stands for unknown.
    private static bool TryGroupOf(CsvReader csv, CsvColumns columns, DataProblems problems, out bool isGroupOf)
    {
        var text = csv[columns[GroupOf]];
        if (TryFlag(text, out isGroupOf))
            return true;
        if (!text.SequenceEqual("-1"u8))
            return false;
        problems.AddKept("box whose IsGroupOf is -1, taken as 0", $"line {csv.Line}");
        return true;
    }

    // Some releases write confidences as decimals.
    private static bool TryFlag(ReadOnlySpan<byte> text, out bool flag)
    {
        flag = false;
        if (!DecimalText.TryToDouble(text, out var value) || value is not (0 or 1))
            return false;
        flag = value == 1;
        return true;
    }
}
