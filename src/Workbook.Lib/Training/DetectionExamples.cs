using Workbook.Data.Detection;
using Workbook.Evaluation.Detection;
using Workbook.Results;

namespace Workbook.Training;

/// <summary>Chooses validation images by their annotations alone, so that all runs show the same, and notes what was detected in them.</summary>
internal static class DetectionExamples
{
    private const int Count = 3;
    private const double LeastScore = 0.3; // the paper's, Figure 4
    private const double LeastIou = 0.5;

    /// <summary>The images with most categories that are not frequent, then most objects; the first of equals.</summary>
    public static IReadOnlyList<ExampleImage> Of(DetectionDataset dataset, DetectionResults results)
    {
        var categories = dataset.Categories;
        int Tail(int image) => dataset.Images.PositiveCategories(image).ToArray().Count(category => categories.FrequencyGroups[category] is FrequencyGroup.Rare or FrequencyGroup.Common);
        var objects = Enumerable.Range(0, dataset.Annotations.Count).ToLookup(i => dataset.Annotations.Images[i]);
        var detections = Enumerable.Range(0, results.Count).Where(i => results.Scores[i] > LeastScore).ToLookup(i => results.Images[i]);
        var chosen = Enumerable.Range(0, dataset.Images.Count).OrderByDescending(Tail).ThenByDescending(image => objects[image].Count()).ThenBy(image => image).Take(Count);
        return [.. chosen.Select(image => new ExampleImage(
            dataset.Images.Ids[image], image, dataset.Images.Widths[image], dataset.Images.Heights[image],
            [.. objects[image].Select(i => Box(dataset.Annotations.Categories[i], dataset.Annotations.Boxes[i], 1, isTrue: true))],
            Judge(objects[image], detections[image])))];

        ExampleBox[] Judge(IEnumerable<int> truth, IEnumerable<int> found)
        {
            var free = truth.ToList();
            return [.. found.OrderByDescending(i => results.Scores[i]).Select(i =>
            {
                var own = free.Where(o => dataset.Annotations.Categories[o] == results.Categories[i])
                    .Select(o => (Object: o, Iou: BoxOverlap.Of(results.Boxes[i], dataset.Annotations.Boxes[o], isCrowd: false))).Where(pair => pair.Iou >= LeastIou).ToList();
                if (own.Count > 0)
                    free.Remove(own.MaxBy(pair => pair.Iou).Object);
                return Box(results.Categories[i], results.Boxes[i], results.Scores[i], own.Count > 0);
            })];
        }

        ExampleBox Box(int category, BoxXywh box, double score, bool isTrue) =>
            new(categories.Names[category], [box.X, box.Y, box.Width, box.Height], Math.Round(score, 3), isTrue);
    }
}
