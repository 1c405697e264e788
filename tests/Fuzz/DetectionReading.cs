using System.Text;
using System.Text.Json;
using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;

namespace Fuzz;

/// <summary>Reads and evaluates detections, and counts the records of the file apart: each is kept, or among the problems.</summary>
internal static class DetectionReading
{
    private static readonly DetectionDataset Truth = Load(Encoding.UTF8.GetBytes(DetectionTexts.Truth));

    public static void GroundTruth(byte[] input)
    {
        var dataset = Load(input);
        using var text = Parse(input);
        RequireAll(text.RootElement.GetProperty("images"), dataset.Images.Count, dataset.Problems, "image ");
        RequireAll(text.RootElement.GetProperty("categories"), dataset.Categories.Count, dataset.Problems, "category ");
        RequireAll(text.RootElement.GetProperty("annotations"), dataset.Annotations.Count, dataset.Problems, "annotation ");
        Evaluate(dataset, LoadResults(Encoding.UTF8.GetBytes(DetectionTexts.Both), dataset));
    }

    public static void Results(byte[] input)
    {
        var results = LoadResults(input, Truth);
        using var text = Parse(input);
        RequireAll(text.RootElement, results.Count, results.Problems, "detection ");
        Evaluate(Truth, results);
    }

    private static void Evaluate(DetectionDataset dataset, DetectionResults results)
    {
        foreach (var kind in new[] { IouKind.Box, IouKind.Mask })
        {
            RequireSound(LvisEvaluator.Evaluate(dataset, results, kind, threads: 1));
            RequireSound(CocoEvaluator.Evaluate(dataset, results, kind, threads: 1));
        }
    }

    private static void RequireSound(DetectionEvaluation evaluation)
    {
        foreach (var (name, value) in evaluation.Metrics)
            if (value is not (null or (>= 0 and <= 1 + 1e-9)))
                throw new InvalidOperationException($"{name} is {value}.");
        var counts = evaluation.Counts;
        if (!(counts.Evaluated <= counts.WithArea && counts.WithArea <= counts.WithinImageLimit && counts.WithinImageLimit <= counts.Detections))
            throw new InvalidOperationException($"Counts that grow: {counts}.");
    }

    private static void RequireAll(JsonElement records, int kept, DataProblems problems, string kind)
    {
        var dropped = problems.Where(problem => problem.IsDropped && problem.What.StartsWith(kind, StringComparison.Ordinal)).Sum(problem => problem.Count);
        if (records.GetArrayLength() != kept + dropped)
            throw new InvalidOperationException($"{records.GetArrayLength()} records of {kind}, {kept} kept, {dropped} left out: {problems}");
    }

    private static DetectionDataset Load(byte[] input) => DetectionDataset.Load(Stream(input), "input");

    private static DetectionResults LoadResults(byte[] input, DetectionDataset dataset) => DetectionResults.Load(Stream(input), "input", dataset);

    // In pieces, of a size that the input decides, so that tokens reach over the ends of the reader's window.
    private static PiecewiseStream Stream(byte[] input) => new(input, 1 + input.Length % 97);

    private static JsonDocument Parse(byte[] input)
    {
        var text = input.AsMemory();
        return JsonDocument.Parse(text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text);
    }
}
