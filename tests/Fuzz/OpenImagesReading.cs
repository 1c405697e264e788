using System.Text;
using Workbook.Data.Detection;
using Workbook.Data.OpenImages;
using Workbook.Evaluation.OpenImages;

namespace Fuzz;

/// <summary>Reads files of Open Images and counts the lines apart: each is kept, or among the problems.</summary>
internal static class OpenImagesReading
{
    private static readonly OpenImagesClasses AllClasses = OpenImagesClasses.Load(Stream(OpenImagesTexts.Classes), "input");
    private static readonly OpenImagesHierarchy AllRelations = OpenImagesHierarchy.Load(Stream(OpenImagesTexts.Hierarchy), "input", AllClasses);
    private static readonly OpenImagesDataset Truth =
        OpenImagesDataset.Load(Stream(OpenImagesTexts.Boxes), "input", Stream(OpenImagesTexts.Labels), "input", AllClasses).Expand(AllRelations);

    public static void Classes(byte[] input)
    {
        var classes = OpenImagesClasses.Load(new MemoryStream(input), "input");
        if (Lines(input) is { } lines && !Encoding.UTF8.GetString(input).TrimStart(' ', '\t', '\r', '\n', '\uFEFF').StartsWith('['))
            Require(lines, classes.Count, classes.Problems, headings: Encoding.UTF8.GetString(input).TrimStart('\uFEFF', '\r', '\n').StartsWith("LabelName,", StringComparison.Ordinal) ? 1 : 0);
    }

    public static void Hierarchy(byte[] input) => OpenImagesHierarchy.Load(new MemoryStream(input), "input", AllClasses);

    public static void Boxes(byte[] input)
    {
        var dataset = OpenImagesDataset.Load(new MemoryStream(input), "input", null, "input", AllClasses);
        if (Lines(input) is { } lines)
            Require(lines, dataset.Boxes.Count, dataset.Problems[0], headings: 1);
        Evaluate(dataset.Expand(AllRelations));
    }

    public static void Labels(byte[] input)
    {
        var dataset = OpenImagesDataset.Load(Stream(OpenImagesTexts.Boxes), "input", new MemoryStream(input), "input", AllClasses);
        if (Lines(input) is { } lines)
            Require(lines, dataset.Labels.Count, dataset.Problems[1], headings: 1);
        Evaluate(dataset.Expand(AllRelations));
    }

    public static void Detections(byte[] input)
    {
        var detections = OpenImagesDetections.Load(new MemoryStream(input), "input", Truth);
        if (Lines(input) is { } lines && !Encoding.UTF8.GetString(input).Contains("PredictionString", StringComparison.Ordinal))
            Require(lines, detections.Count, detections.Problems, headings: 1);
        RequireSound(OpenImagesEvaluator.Evaluate(Truth, detections.Expand(AllRelations), threads: 1));
    }

    private static void Evaluate(OpenImagesDataset dataset)
    {
        if (dataset.ImageCount > 0 && dataset.IndexOfImage("a1") >= 0)
            RequireSound(OpenImagesEvaluator.Evaluate(dataset, OpenImagesDetections.Load(Stream(OpenImagesTexts.Detections), "input", dataset), threads: 1));
    }

    private static void RequireSound(OpenImagesEvaluation evaluation)
    {
        foreach (var (name, value) in evaluation.Metrics)
            if (value is not (null or (>= 0 and <= 1 + 1e-9)))
                throw new InvalidOperationException($"{name} is {value}.");
    }

    private static void Require(int lines, int kept, DataProblems problems, int headings)
    {
        var dropped = problems.Where(problem => problem.IsDropped).Sum(problem => problem.Count);
        if (lines != headings + kept + dropped)
            throw new InvalidOperationException($"{lines} lines, {kept} kept, {dropped} left out: {problems}");
    }

    // Lines that are not blank; null where quotes may hold line breaks.
    private static int? Lines(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        if (text.Contains('"', StringComparison.Ordinal))
            return null;
        text = text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal) ? text[3..] : text;
        return text.Split('\n').Count(line => (line.EndsWith('\r') ? line[..^1] : line).Length > 0);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
