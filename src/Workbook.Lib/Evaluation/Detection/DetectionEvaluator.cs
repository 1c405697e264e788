using Workbook.Data.Detection;

namespace Workbook.Evaluation.Detection;

/// <summary>Evaluates detections under the rules of a data set: categories in parallel, each by itself, so that threads never change a number.</summary>
internal static class DetectionEvaluator
{
    public static DetectionEvaluation Evaluate(DetectionDataset dataset, DetectionResults results, IouKind kind, EvaluationRules rules, int? threads)
    {
        var truth = new GroundTruth(dataset, rules.IsFederated);
        var workers = Math.Max(1, threads ?? Environment.ProcessorCount);
        var overlap = Overlaps.Of(dataset, results, kind, hasCrowds: !rules.IsFederated, workers);
        var queue = new DetectionQueue(dataset, results, truth, rules, overlap);
        var scores = new CategoryScores[dataset.Categories.Count];
        var next = -1;
        Workers.Run(workers, () =>
        {
            var matcher = new CategoryMatcher(rules, truth, queue, overlap);
            for (var category = Interlocked.Increment(ref next); category < scores.Length; category = Interlocked.Increment(ref next))
                scores[category] = matcher.Run(category);
        });
        return new DetectionEvaluation(rules, dataset, results, scores)
        {
            Counts = new EvaluationCounts(
                results.Count, queue.WithinLimit, queue.WithArea, scores.Sum(score => score.Detections), scores.Select(score => score.MostDetections).DefaultIfEmpty().Max(),
                dataset.Annotations.Count, truth.Count, dataset.Annotations.IsCrowd.Count(isCrowd => isCrowd), scores.Sum(score => score.Images)),
        };
    }
}
